//! The files that are taken home, made of what the page has.

use super::archive::zip;
use super::charts::{charts, sheet};
use super::code::{Asked, MANIFEST, burn, pytorch};
use super::file_name::called;
use super::film::{chosen, picture};
use super::gif_file::gif;
use super::png_file::{apng, png};
use super::report::report;
use super::tables;
use super::taken::{File, Film, Taken, Wanted};
use crate::data::drawn::table;
use crate::experiment::architecture::ShapeError;
use crate::experiment::{RunId, Script, link, shape_of};
use crate::text::{in_english, report as t};

/// Pixels of a chart's PNG for each of the page.
const ZOOM: u32 = 2;
/// The shortest that a picture of a film is shown, in milliseconds: browsers slow down what is faster.
const SHORTEST: u32 = 20;

/// Told how far it is: so many parts of so many.
pub type Progress<'a> = &'a mut dyn FnMut(u32, u32);

/// The file `wanted` of `taken`, which is called after the comparison where that has a name.
///
/// # Errors
/// One sentence that says what is missing.
pub fn make(taken: &Taken, wanted: &Wanted, progress: Progress<'_>) -> Result<File, String> {
    let made = part(taken, wanted, progress)?;
    Ok(File { name: called(taken.name.as_deref(), &made.name), ..made })
}

/// The file `wanted` as it is called among others.
fn part(taken: &Taken, wanted: &Wanted, progress: Progress<'_>) -> Result<File, String> {
    let text = |name: &str, kind, text: String| file(name, kind, text.into_bytes());
    Ok(match wanted {
        Wanted::Samples => file("samples.png", "image/png", samples(taken)?),
        Wanted::Apng(film) => file(&film_name(film, "png"), "image/apng", apng_of(taken, *film, progress)?),
        Wanted::Gif(film) => file(&film_name(film, "gif"), "image/gif", gif_of(taken, *film, progress)?),
        Wanted::ChartsSvg => text("charts.svg", "image/svg+xml", sheet(&measured(taken)?).svg()),
        Wanted::ChartsPng => {
            // Its letters are of ASCII.
            let sheet = in_english(|| measured(taken).map(|charts| sheet(&charts)))?;
            file("charts.png", "image/png", png(&sheet.picture(ZOOM))?)
        }
        Wanted::Csv => {
            let files = [
                text("curves.csv", "text/csv", tables::curves(taken)),
                text("metrics.csv", "text/csv", tables::metrics(taken)),
            ];
            file("numbers.zip", "application/zip", zip(&files)?)
        }
        Wanted::Pytorch(run) => {
            let (letter, code) = in_english(|| program(taken, *run, pytorch))?;
            text(&format!("saddle_{letter}.py"), "text/x-python", code)
        }
        Wanted::Burn(run) => {
            let (letter, code) = in_english(|| program(taken, *run, burn))?;
            file(&format!("saddle_{letter}_burn.zip"), "application/zip", zip(&crate_of("", code))?)
        }
        Wanted::Report => {
            let page = report(taken, &charts(taken), &samples(taken)?);
            text("report.html", "text/html", page)
        }
        Wanted::Everything(film) => {
            file("saddle.zip", "application/zip", zip(&all(taken, *film, progress)?)?)
        }
    })
}

fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> File {
    File { name: name.into(), kind, bytes }
}

fn film_name(film: &Film, ending: &str) -> String {
    let run = film.run.map(|run| format!("-{}", RunId(run).letter().to_ascii_lowercase()));
    format!("film{}.{ending}", run.unwrap_or_default())
}

/// The charts, of which there must be one.
fn measured(taken: &Taken) -> Result<Vec<super::charts::Chart>, String> {
    let charts = charts(taken);
    if charts.is_empty() { Err(t::NO_MEASURES.get().into()) } else { Ok(charts) }
}

fn samples(taken: &Taken) -> Result<Vec<u8>, String> {
    let newest = taken.steps().last().copied().ok_or(t::NO_SAMPLES.get())?;
    png(&picture(&chosen(taken, None), newest))
}

/// The steps of a film, and for how many milliseconds each is shown.
fn cut(taken: &Taken, film: Film) -> Result<(Vec<u32>, u32), String> {
    let runs = chosen(taken, film.run);
    let mut steps: Vec<u32> = runs.iter().flat_map(|run| run.frames.iter().map(|frame| frame.0)).collect();
    steps.sort_unstable();
    steps.dedup();
    if steps.is_empty() {
        return Err(t::NO_PICTURES.get().into());
    }
    let millis = film.seconds * 1000 / steps.len() as u32;
    Ok((steps, millis.clamp(SHORTEST, 10_000)))
}

fn apng_of(taken: &Taken, film: Film, progress: Progress<'_>) -> Result<Vec<u8>, String> {
    let (steps, millis) = cut(taken, film)?;
    let (runs, count) = (chosen(taken, film.run), steps.len() as u32);
    apng(count, millis as u16, &mut |i| {
        progress(i, count);
        picture(&runs, steps[i as usize])
    })
}

fn gif_of(taken: &Taken, film: Film, progress: Progress<'_>) -> Result<Vec<u8>, String> {
    let (steps, millis) = cut(taken, film)?;
    let (runs, count) = (chosen(taken, film.run), steps.len() as u32);
    let mut done = 0;
    gif(count, (millis / 10) as u16, &mut |i| {
        progress(done, 2 * count);
        done += 1;
        picture(&runs, steps[i as usize])
    })
}

/// What the link of `taken` asks for.
fn script(taken: &Taken) -> Script {
    let fragment = taken.address.split_once('#').map_or("", |(_, fragment)| fragment);
    link::read(fragment).script
}

/// The files of a crate for Burn in `folder`.
fn crate_of(folder: &str, code: String) -> [File; 2] {
    let text = |name: &str, text: &str| file(&format!("{folder}{name}"), "text/plain", text.into());
    [text("Cargo.toml", MANIFEST), text("src/main.rs", &code)]
}

/// The letter of the run at this place, and its program in a language.
fn program(
    taken: &Taken,
    run: usize,
    language: fn(&Asked<'_>) -> Result<String, ShapeError>,
) -> Result<(char, String), String> {
    let script = script(taken);
    let lineage = script.lineage(RunId(run)).ok_or(t::NO_RUN.get())?;
    let course = lineage.courses.last().ok_or(t::NO_RUN.get())?;
    let found = taken.runs.get(run);
    let shape = found.and_then(|run| run.shape).unwrap_or_else(|| shape_of(course.start.data));
    let title = format!("Run {}: {}", RunId(run).letter(), script.starts().description(RunId(run)));
    let drawing = lineage.drawing.as_ref();
    let columns = taken.columns.as_ref();
    let asked = Asked { course, shape, drawing, columns, title: &title, link: &taken.address };
    let code = language(&asked).map_err(|why| why.to_string())?;
    Ok((RunId(run).letter().to_ascii_lowercase(), code))
}

/// Every file there is, into one folder; what is not there yet is left out.
fn all(taken: &Taken, film: Film, progress: Progress<'_>) -> Result<Vec<File>, String> {
    // Each film counts for four parts, the rest for one.
    let of = 10;
    let mut files = vec![file("link.txt", "text/plain", format!("{}\n", taken.address).into_bytes())];
    let mut add = |from: u32, wanted: &Wanted, progress: Progress<'_>| {
        let made =
            part(taken, wanted, &mut |done, all| progress(from * 100 + 400 * done / all.max(1), of * 100));
        files.extend(made);
    };
    add(0, &Wanted::Samples, progress);
    add(0, &Wanted::Apng(film), progress);
    add(4, &Wanted::Gif(film), progress);
    for wanted in [Wanted::ChartsPng, Wanted::Report] {
        add(8, &wanted, &mut |_, _| {});
    }
    for run in 0..taken.runs.len() {
        add(9, &Wanted::Pytorch(run), &mut |_, _| {});
    }
    for run in 0..taken.runs.len() {
        let crate_of_run = in_english(|| program(taken, run, burn));
        files.extend(
            crate_of_run
                .map(|(letter, code)| crate_of(&format!("burn_{letter}/"), code))
                .into_iter()
                .flatten(),
        );
    }
    for chart in charts(taken) {
        let name = format!("charts/{}.svg", chart.name);
        files.push(file(&name, "image/svg+xml", chart.drawing.svg().into_bytes()));
    }
    let drawn = script(taken).drawing.map(|drawing| table(&drawing).into_bytes());
    files.extend(drawn.map(|points| file("points.csv", "text/csv", points)));
    files.push(file("curves.csv", "text/csv", tables::curves(taken).into_bytes()));
    files.push(file("metrics.csv", "text/csv", tables::metrics(taken).into_bytes()));
    Ok(files)
}
