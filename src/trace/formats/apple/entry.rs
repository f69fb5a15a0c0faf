//! The lines of Apple's stacks.

use super::Images;
use crate::trace::formats::scan::{self, some};
use crate::trace::{Frame, InApp};
use memchr::memmem;

/// A line of a stack.
#[derive(Default)]
pub(super) struct Entry<'t> {
    pub(super) number: u32,
    pub(super) image: &'t str,
    pub(super) symbol: &'t str,
    pub(super) file: &'t str,
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
    pub(super) system: bool,
}

/// `1   Shop   0x0000000104a1f2c8 main + 64 (ShopApp.swift:5)`, or Swift's own
/// `1 [ra] 0x000055d1 main() + 40 in App at /srv/shop/Main.swift:6:5`.
pub(super) fn entry(line: &str) -> Option<Entry<'_>> {
    let (number, rest) = scan::leading_number(line.trim_start())?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    let mut entry = Entry { number, ..Entry::default() };
    if rest.starts_with(['[', '0']) {
        let mut rest = rest;
        let mut marked = false;
        while let Some((mark, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        {
            entry.system |= mark == "system";
            marked = true;
            rest = after.trim_start();
        }
        let symbol = scan::after_address(rest)?;
        // Without marks and without an image, it could be anybody's.
        let (head, image) = symbol.rsplit_once(" in ").unwrap_or((symbol, ""));
        if !marked && image.is_empty() {
            return None;
        }
        let (image, place) = image.split_once(" at ").unwrap_or((image, ""));
        entry.image = image;
        entry.symbol = without_offset(head).unwrap_or(head);
        entry.place(place);
        return Some(entry);
    }
    let at = find_address(rest)?;
    entry.image = rest[..at].trim_end();
    let symbol = scan::after_address(&rest[at..])?;
    let (symbol, place) = match scan::last_group(symbol.trim_end()) {
        Some((head, place)) if scan::split_number(place, ':').is_some() => (head.trim_end(), place),
        // `(in Shop) (Cart.swift:3)` is what atos prints; the image is known.
        _ => symbol
            .split_once(" at ")
            .filter(|(head, _)| without_offset(head).is_some())
            .unwrap_or((symbol, "")),
    };
    entry.place(place);
    entry.symbol = without_offset(symbol.trim_end()).unwrap_or(symbol.trim());
    Some(entry)
}

/// Where ` 0x` starts a token.
fn find_address(text: &str) -> Option<usize> {
    let at = memmem::find_iter(text.as_bytes(), b"0x")
        .find(|at| *at > 0 && text[..*at].ends_with([' ', '\t']))?;
    text[at + 2..].starts_with(|c: char| c.is_ascii_hexdigit()).then_some(at)
}

/// `main + 64` is `main`.
fn without_offset(symbol: &str) -> Option<&str> {
    let (head, offset) = symbol.rsplit_once(" + ")?;
    scan::number(offset.trim()).map(|_| head.trim_end())
}

impl<'t> Entry<'t> {
    fn place(&mut self, place: &'t str) {
        (self.file, self.line, self.column) = scan::position(place.trim());
    }

    pub(super) fn frame(&self, images: &Images) -> Frame {
        let symbol = if self.symbol.starts_with("0x") { "" } else { self.symbol };
        let listed = images.listed.iter().find(|(name, _)| *name == self.image);
        let own = match listed {
            Some((_, bundled)) => *bundled || images.own == Some(self.image),
            None => !self.system && (images.own == Some(self.image) || !is_system(self.image)),
        };
        Frame {
            package: some(self.image),
            function: some(symbol),
            filename: some(self.file),
            abs_path: scan::absolute(self.file),
            line: self.line,
            column: self.column,
            in_app: if own { InApp::Yes } else { InApp::No },
            ..Frame::default()
        }
    }
}

/// Whether an image is of the system, as far as its name tells.
pub(super) fn is_system(image: &str) -> bool {
    const NAMES: [&str; 44] = [
        "???",
        "AppKit",
        "AVFAudio",
        "AVFoundation",
        "AttributeGraph",
        "BackBoardServices",
        "BoardServices",
        "CFNetwork",
        "Combine",
        "CoreAnimation",
        "CoreAudio",
        "CoreAutoLayout",
        "CoreData",
        "CoreFoundation",
        "CoreGraphics",
        "CoreImage",
        "CoreLocation",
        "CoreMedia",
        "CoreText",
        "CoreUI",
        "Foundation",
        "FrontBoardServices",
        "GameplayKit",
        "GraphicsServices",
        "HIToolbox",
        "IOKit",
        "ImageIO",
        "JavaScriptCore",
        "MapKit",
        "Metal",
        "MetalKit",
        "Network",
        "QuartzCore",
        "RunningBoardServices",
        "SceneKit",
        "Security",
        "SkyLight",
        "SpriteKit",
        "SwiftUI",
        "SwiftUICore",
        "UIKit",
        "UIKitCore",
        "WebCore",
        "WebKit",
    ];
    let library = image.starts_with("lib") && (image.contains(".dylib") || image.contains(".so"));
    // Older reports name images by their identifiers.
    library
        || image.starts_with("com.apple.")
        || image.starts_with("dyld")
        || image.starts_with("ld-linux")
        || NAMES.contains(&image)
}
