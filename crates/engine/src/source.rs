//! From a lesson's name and parameters to a program that can run.

use loopscope_asyncio::Program;

/// Makes the program, from its first line, again and again.
pub type Source = fn(&loopscope_protocol::Program) -> Result<Program, String>;

/// The lessons that are compiled in.
///
/// # Errors
/// The sentence to show: an unknown lesson or parameter, or a value that is not allowed.
pub fn lessons(program: &loopscope_protocol::Program) -> Result<Program, String> {
    let top_level = loopscope_lessons::program(&program.lesson, &program.params).map_err(|error| error.to_string())?;
    let epoch = program.epoch;
    Ok(Program::in_zone(epoch.unix_ms as f64 / 1000.0, epoch.offset_minutes.saturating_mul(60), top_level))
}
