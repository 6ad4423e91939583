//! The command line: nothing but the start.

fn main() -> std::process::ExitCode {
    saddle::cli::main()
}
