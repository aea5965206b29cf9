//! Maps of quantities as pictures. Who lives here: their colours, the picture on colours that stay, and which maps are
//! asked for.

pub mod colors;
pub mod picture;
pub mod request;
