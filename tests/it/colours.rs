//! The palette: what is written on a ground can be read there, in the light and in the dark (WCAG 2.2, 1.4.3 and
//! 1.4.11).

use std::collections::HashMap;

/// The colours of a block of declarations.
fn palette(block: &str) -> HashMap<&str, [f64; 3]> {
    let mut colours = HashMap::new();
    for line in block.lines() {
        let Some((name, value)) =
            line.trim().strip_prefix("--").and_then(|it| it.split_once(": #"))
        else {
            continue;
        };
        let colour = u32::from_str_radix(value.trim_end_matches(';'), 16).unwrap();
        let [_, red, green, blue] = colour.to_be_bytes();
        colours.insert(name, [f64::from(red), f64::from(green), f64::from(blue)]);
    }
    colours
}

/// Relative luminance.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let part = channel / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn what_is_written_can_be_read_on_its_ground() {
    let css = include_str!("../../style/tokens.css");
    let blocks: Vec<_> = css.split('}').map(palette).filter(|it| it.contains_key("page")).collect();
    // Light, dark as chosen, dark as the system has it.
    assert_eq!(blocks.len(), 3);
    assert_eq!(blocks[1], blocks[2], "the two sets of the dark differ");
    let grounds = ["page", "surface", "sunken"];
    let inks = ["text", "muted", "accent", "good", "warning", "error", "info"];
    let code = ["code-name", "code-string", "code-number", "code-keyword", "code-comment"];
    let methods = ["method-get", "method-post", "method-put", "method-patch", "method-delete"];
    for colours in &blocks {
        let check = |ink: &str, ground: &str, least: f64| {
            let found = contrast(colours[ink], colours[ground]);
            assert!(found >= least, "{ink} on {ground}: {found:.2}, not {least}");
        };
        for ground in grounds {
            for ink in inks.iter().chain(&code).chain(&methods) {
                check(ink, ground, 4.5);
            }
            check("border-control", ground, 3.0);
            check("focus", ground, 3.0);
        }
        for tone in ["good", "warning", "error", "info"] {
            check(tone, &format!("{tone}-soft"), 4.5);
            check("text", &format!("{tone}-soft"), 4.5);
        }
        check("text", "accent-soft", 4.5);
        check("text", "hover", 4.5);
        check("accent", "hover", 4.5);
        check("accent-text", "accent", 4.5);
        check("accent-text", "accent-hover", 4.5);
    }
}
