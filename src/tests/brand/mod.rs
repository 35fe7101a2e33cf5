mod brands;
mod hostile_files;
mod logos;
pub(crate) mod pictures;
