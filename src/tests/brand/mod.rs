mod brands;
mod elsewhere;
mod hostile_files;
mod logos;
pub(crate) mod pictures;
mod studio;
