//! A drawing of lines and words: as SVG, or as pixels.

use super::font;
use super::picture::Picture;

/// Where a word stands about its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// To the right of it.
    Start,
    /// On both sides.
    Middle,
    /// To the left of it.
    End,
}

/// A line, a dot or a word.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// From point to point.
    Line {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Its colour.
        colour: [u8; 3],
        /// Its width.
        width: f64,
        /// Lengths of its dashes and gaps; 0 where it has none.
        dash: f64,
        /// 1 covers what is below.
        opacity: f64,
    },
    /// A dot.
    Dot {
        /// Its middle.
        at: (f64, f64),
        /// Its colour.
        colour: [u8; 3],
        /// From its middle to its edge.
        radius: f64,
    },
    /// Words on a line.
    Words {
        /// The place of their middle height.
        at: (f64, f64),
        /// The words.
        words: String,
        /// Their colour.
        colour: [u8; 3],
        /// Where they stand about their place.
        anchor: Anchor,
        /// Whether they are a title.
        title: bool,
    },
}

/// Lines and words on white.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width in pixels of the page.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What is drawn, the lowest first.
    pub marks: Vec<Mark>,
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// `text` where markup stands.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Drawing {
    /// As SVG.
    pub fn svg(&self) -> String {
        let (w, h) = (self.width, self.height);
        let marks: String = self.marks.iter().map(svg_of).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             font-family=\"system-ui, sans-serif\" font-size=\"12\"><rect width=\"{w}\" height=\"{h}\" \
             fill=\"#ffffff\"/>{marks}</svg>\n"
        )
    }

    /// As pixels, `zoom` of them for each of the page.
    pub fn picture(&self, zoom: u32) -> Picture {
        let side = |v: f64| (v * f64::from(zoom)).round().max(1.0) as u32;
        let mut picture = Picture::new(side(self.width), side(self.height));
        picture.rgb.fill(255);
        for mark in &self.marks {
            match mark {
                Mark::Line { points, colour, width, dash, opacity } => {
                    let mut pen =
                        Pen { picture: &mut picture, colour: *colour, opacity: *opacity, along: 0.0 };
                    let z = f64::from(zoom);
                    for [from, to] in points.array_windows::<2>() {
                        let (from, to) = ((from.0 * z, from.1 * z), (to.0 * z, to.1 * z));
                        pen.segment(from, to, width * z, dash * z);
                    }
                }
                Mark::Dot { at, colour, radius } => {
                    let mut pen = Pen { picture: &mut picture, colour: *colour, opacity: 1.0, along: 0.0 };
                    let z = f64::from(zoom);
                    let at = (at.0 * z, at.1 * z);
                    pen.segment(at, at, 2.0 * radius * z, 0.0);
                }
                Mark::Words { at, words, colour, anchor, title } => {
                    let dots = if *title { zoom + 1 } else { zoom };
                    let (wide, high) = (font::width(words) * dots, 7 * dots);
                    let left = match anchor {
                        Anchor::Start => 0,
                        Anchor::Middle => wide / 2,
                        Anchor::End => wide,
                    };
                    let corner = (side(at.0).saturating_sub(left), side(at.1).saturating_sub(high / 2));
                    font::write(&mut picture, words, corner, dots, *colour);
                }
            }
        }
        picture
    }
}

fn svg_of(mark: &Mark) -> String {
    match mark {
        Mark::Line { points, colour, width, dash, opacity } => {
            let places: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            let dash =
                if *dash > 0.0 { format!(" stroke-dasharray=\"{dash} {dash}\"") } else { String::new() };
            let opacity = if *opacity < 1.0 { format!(" opacity=\"{opacity}\"") } else { String::new() };
            format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" \
                 stroke-linejoin=\"round\"{dash}{opacity}/>",
                places.join(" "),
                hex(*colour)
            )
        }
        Mark::Dot { at: (x, y), colour, radius } => {
            format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{}\"/>", hex(*colour))
        }
        Mark::Words { at: (x, y), words, colour, anchor, title } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if *title { " font-weight=\"600\" font-size=\"14\"" } else { "" };
            format!(
                "<text x=\"{x:.1}\" y=\"{:.1}\" fill=\"{}\" text-anchor=\"{anchor}\"{weight}>{}</text>",
                y + 4.0,
                hex(*colour),
                escaped(words)
            )
        }
    }
}

/// Draws lines with soft edges.
struct Pen<'a> {
    picture: &'a mut Picture,
    colour: [u8; 3],
    opacity: f64,
    /// How far the line has come, for its dashes.
    along: f64,
}

impl Pen<'_> {
    fn segment(&mut self, from: (f64, f64), to: (f64, f64), width: f64, dash: f64) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if !length.is_finite() {
            return;
        }
        let reach = width / 2.0 + 1.0;
        let span = |a: f64, b: f64, most: u32| {
            let (low, high) = (a.min(b) - reach, a.max(b) + reach);
            low.max(0.0) as u32..(high.max(0.0) as u32 + 1).min(most)
        };
        let (columns, rows) =
            (span(from.0, to.0, self.picture.width), span(from.1, to.1, self.picture.height));
        for y in rows {
            for x in columns.clone() {
                let (px, py) = (f64::from(x) + 0.5 - from.0, f64::from(y) + 0.5 - from.1);
                let share = if length > 0.0 {
                    ((px * dx + py * dy) / (length * length)).clamp(0.0, 1.0)
                } else {
                    0.0
                };
                let gap = dash > 0.0 && ((self.along + share * length) / dash) as u64 % 2 == 1;
                let away = (px - share * dx).hypot(py - share * dy);
                let covered = (width / 2.0 + 0.5 - away).clamp(0.0, 1.0);
                if covered > 0.0 && !gap {
                    self.blend(x, y, covered * self.opacity);
                }
            }
        }
        self.along += length;
    }

    fn blend(&mut self, x: u32, y: u32, share: f64) {
        let at = 3 * (y * self.picture.width + x) as usize;
        for (i, new) in self.colour.iter().enumerate() {
            let old = f64::from(self.picture.rgb[at + i]);
            // Where two pieces of a line meet, the darker one holds: no pearls on a faint line.
            let mixed = old + share * (f64::from(*new) - old);
            self.picture.rgb[at + i] = mixed.round() as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(dash: f64) -> Drawing {
        let mark = Mark::Line {
            points: vec![(0.0, 5.0), (20.0, 5.0)],
            colour: [0; 3],
            width: 2.0,
            dash,
            opacity: 1.0,
        };
        Drawing { width: 20.0, height: 10.0, marks: vec![mark] }
    }

    #[test]
    fn a_line_is_where_it_should_be_in_pixels_and_in_svg() {
        let picture = line(0.0).picture(2);
        assert_eq!((picture.width, picture.height), (40, 20));
        let at = |x: usize, y: usize| picture.rgb[3 * (y * 40 + x)];
        assert_eq!((at(20, 10), at(20, 2)), (0, 255));
        assert!(line(0.0).svg().contains("<polyline points=\"0.0,5.0 20.0,5.0\""));
        let dashed = line(4.0).picture(1);
        let row: Vec<u8> = (0..20).map(|x| dashed.rgb[3 * (5 * 20 + x)]).collect();
        assert_eq!((row[1], row[5], row[9]), (0, 255, 0));
    }

    #[test]
    fn a_dot_is_round_in_pixels_and_in_svg() {
        let mark = Mark::Dot { at: (10.0, 5.0), colour: [0; 3], radius: 3.0 };
        let drawing = Drawing { width: 20.0, height: 10.0, marks: vec![mark] };
        let picture = drawing.picture(1);
        let at = |x: usize, y: usize| picture.rgb[3 * (y * 20 + x)];
        assert_eq!((at(10, 5), at(11, 5), at(14, 5), at(13, 8)), (0, 0, 255, 255));
        assert!(drawing.svg().contains("<circle cx=\"10.0\" cy=\"5.0\" r=\"3\" fill=\"#000000\"/>"));
    }

    #[test]
    fn words_cannot_end_the_markup() {
        let mark = Mark::Words {
            at: (1.0, 1.0),
            words: "<script>".into(),
            colour: [0; 3],
            anchor: Anchor::Start,
            title: true,
        };
        let drawing = Drawing { width: 9.0, height: 9.0, marks: vec![mark] };
        assert!(drawing.svg().contains("&lt;script&gt;"));
        drawing.picture(1);
    }
}
