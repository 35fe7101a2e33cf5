mod brands;
mod hostile_files;
mod logos;
mod pictures;
