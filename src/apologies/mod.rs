//! Apologies to citizens: for a dossier that is late, and for one in which something went wrong.

pub mod letter;
