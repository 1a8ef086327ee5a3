//! Standard output and standard error of the commands. Whoever read them may be gone, as in `hailong … | head -1`:
//! then there is nobody to tell, which is no error. `println!` would panic there; clippy denies it.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use crate::error::{AppError, AppResult};

/// Prints lines to standard output; nothing happens if its reader is gone.
///
/// # Errors
/// They cannot be written for another reason, such as a full disk.
pub(super) fn print(lines: impl Display) -> AppResult<()> {
    print_bytes(format!("{lines}\n").as_bytes())
}

/// Prints a file to standard output, as `print` does.
///
/// # Errors
/// As `print`.
pub(super) fn print_bytes(bytes: &[u8]) -> AppResult<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(AppError::internal(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Tells a person at the terminal, if there is one.
pub fn tell(lines: impl Display) {
    let _unheard = writeln!(io::stderr(), "{lines}");
}
