//! The five faces of the scale, drawn for this product. The drawings lie in `static/faces.svg`.

use std::sync::LazyLock;

use maud::{Markup, html};

use super::assets::{asset_url, inline_svg};

/// The sprite inline, once a page, for pages that must not ask for a second file.
pub fn sprite() -> &'static Markup {
    static SPRITE: LazyLock<Markup> = LazyLock::new(|| inline_svg("faces.svg"));
    &SPRITE
}

/// Face of a score (1 to 5) where the sprite is inline in the page. The label beside it carries the words.
pub fn face_here(score: u8) -> Markup {
    html! { svg class="face" aria-hidden="true" { use href={ "#face-" (score) } {} } }
}

/// Face of a score (1 to 5) from the cached sprite file.
pub fn face(score: u8) -> Markup {
    let sprite = asset_url("faces.svg");
    html! { svg class="face" aria-hidden="true" { use href={ (sprite) "#face-" (score) } {} } }
}
