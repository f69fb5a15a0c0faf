//! All files as one archive.

use super::{Content, File, Format};
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use std::io::Write;

/// An archive of files, which must have different names. Its entries carry the format's first day,
/// so that the same files give the same bytes, and every program can read it.
#[must_use]
pub fn zip(files: &[File]) -> File {
    let (filename, mime) = (Format::Zip.filename().to_owned(), Format::Zip.mime());
    // Writing into memory fails only where sizes exceed the format's, and those are 64 bits.
    let bytes = packed(files).unwrap_or_default();
    File { filename, mime, content: Content::Bytes(bytes) }
}

fn packed(files: &[File]) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let bytes = file.bytes();
        let deflated = miniz_oxide::deflate::compress_to_vec(bytes, LEVEL);
        let mode = if file.mime == Format::Shell.mime() { 0o755 } else { 0o644 };
        let entry = archive.new_file(file.filename.as_str()).unix_permissions(mode);
        let entry = match UtcDateTime::from_components(1980, 1, 1, 0, 0, 0, 0) {
            Some(first) => entry.last_modified(first),
            None => entry,
        };
        let (mut entry, _) = entry.compression_method(CompressionMethod::DEFLATE).start()?;
        entry.write_all(&deflated).map_err(rawzip::Error::from)?;
        entry.finish(DataDescriptorOutput::new(rawzip::crc32(bytes), bytes.len() as u64))?;
    }
    archive.finish()
}

/// How hard to press, of 10: what the link uses for long texts.
const LEVEL: u8 = 6;
