//! Many files in one zip.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::taken::File;
use crate::text::report as t;

/// `files` in one zip, each packed: what is packed already grows by nothing to speak of.
///
/// # Errors
/// One sentence when it cannot be written.
pub fn zip(files: &[File]) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let added = add(&mut archive, file);
        added.map_err(|error| t::not_in_zip(&file.name, error))?;
    }
    archive.finish().map_err(t::no_zip)
}

fn add(archive: &mut ZipArchiveWriter<Vec<u8>>, file: &File) -> Result<(), rawzip::Error> {
    let (mut entry, config) =
        archive.new_file(file.name.as_str()).compression_method(CompressionMethod::DEFLATE).start()?;
    let encoder = DeflateEncoder::new(&mut entry, Compression::fast());
    let mut writer = config.wrap(encoder);
    writer.write_all(&file.bytes)?;
    let (encoder, output) = writer.finish()?;
    encoder.finish()?;
    entry.finish(output)?;
    Ok(())
}
