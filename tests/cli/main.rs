//! The command line, tried on the built program.

mod again;
mod bench;
mod compare;
mod coordinates;
mod ends;
#[cfg(target_os = "linux")]
mod finite_data;
mod fitting;
mod full_disk;
#[cfg(target_os = "linux")]
mod hostile;
#[cfg(target_os = "linux")]
mod interruption;
mod lessons;
mod likelihood;
mod limits;
mod links;
mod manual;
mod models;
mod objectives;
mod panels;
mod papers;
mod paths;
mod print;
mod processes;
mod quality;
mod refusals;
mod results;
mod speed;
mod window_figures;
