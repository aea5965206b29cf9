//! `bindgen PROGRAM.wasm FOLDER`: the module and its JavaScript, for a page without modules and for workers.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, folder] = &arguments[..] else {
        eprintln!("bindgen: name the compiled program and the folder for the module");
        return ExitCode::from(2);
    };
    let made = Bindgen::new()
        .input_path(program)
        .out_name("scorefield")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .no_modules(true)
        .and_then(|bindgen| bindgen.generate(folder));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:?}");
            ExitCode::FAILURE
        }
    }
}
