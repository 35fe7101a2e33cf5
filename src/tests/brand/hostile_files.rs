use super::pictures::{chunk_of, jpeg, picture, png, png_header, svg, webp};
use crate::harness::both_engines;
use image::ImageFormat;
use tenantry::{
    access::Role,
    brand::{self, Asset, BrandTokens},
    context::TenantCtx,
    fault::{Kind, Problem},
};

const NOT_A_PICTURE: Problem = Problem::FileNotAPicture;
const TOO_MANY_PIXELS: Problem = Problem::PictureTooLarge { most_pixels: 4096 };
const TOO_MANY_BYTES: Problem = Problem::FileTooLarge { most_bytes: 2 * 1024 * 1024 };

/// What is refused, and why.
fn refused() -> Vec<(&'static str, Vec<u8>, Problem)> {
    let (png, jpeg, webp) = (png(), jpeg(), webp());
    let start = |file: &[u8], most: usize| file[..most.min(file.len())].to_vec();
    vec![
        ("empty", Vec::new(), Problem::Required),
        ("text", b"This is my logo.".to_vec(), NOT_A_PICTURE),
        ("html", b"<!doctype html><html><script>alert(1)</script></html>".to_vec(), NOT_A_PICTURE),
        ("gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;".to_vec(), NOT_A_PICTURE),
        ("gif that is a script", b"GIF89a=alert(1);".to_vec(), NOT_A_PICTURE),
        ("pdf", b"%PDF-1.7\n%%EOF".to_vec(), NOT_A_PICTURE),
        ("bmp", b"BM\x3a\x00\x00\x00\x00\x00\x00\x00".to_vec(), NOT_A_PICTURE),
        ("too many bytes", [png.clone(), vec![0; 2 * 1024 * 1024]].concat(), TOO_MANY_BYTES),
        ("png that promises 65,000 by 65,000", png_header(65_000, 65_000), TOO_MANY_PIXELS),
        ("png that promises the largest size there is", png_header(0x7fff_ffff, 0x7fff_ffff), TOO_MANY_PIXELS),
        ("png one pixel too wide", picture(ImageFormat::Png, 4097, 2), TOO_MANY_PIXELS),
        ("jpeg one pixel too high", picture(ImageFormat::Jpeg, 2, 4097), TOO_MANY_PIXELS),
        ("png that promises a size and holds nothing", png_header(64, 64), NOT_A_PICTURE),
        ("png of its first bytes alone", b"\x89PNG\r\n\x1a\n".to_vec(), NOT_A_PICTURE),
        ("png cut in its header", start(&png, 20), NOT_A_PICTURE),
        ("png cut in half", start(&png, png.len() / 2), NOT_A_PICTURE),
        ("jpeg cut in its header", start(&jpeg, 30), NOT_A_PICTURE),
        ("jpeg cut in half", start(&jpeg, jpeg.len() / 2), NOT_A_PICTURE),
        ("webp cut in half", start(&webp, webp.len() / 2), NOT_A_PICTURE),
        ("svg cut in half", start(&svg(""), 80), NOT_A_PICTURE),
        ("svg in html", [b"<html xmlns=\"http://www.w3.org/1999/xhtml\">".to_vec(), svg(""), b"</html>".to_vec()].concat(), NOT_A_PICTURE),
        ("svg that is nothing but a script", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(), NOT_A_PICTURE),
        ("svg with entities", [b"<!DOCTYPE svg [<!ENTITY a \"ha\">]>".to_vec(), svg("<text>&a;</text>")].concat(), NOT_A_PICTURE),
        ("html behind an svg", [svg(""), b"<script>alert(1)</script>".to_vec()].concat(), NOT_A_PICTURE),
    ]
}

/// What is taken, without the hostile part: words that must be gone.
fn cleaned() -> Vec<(&'static str, Vec<u8>, &'static [&'static str])> {
    let html =
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></body></foreignObject>";
    vec![
        ("png with a page behind it", [png(), b"<script>alert(1)</script>".to_vec()].concat(), &["script", "alert"]),
        ("jpeg with a page behind it", [jpeg(), b"<script>alert(1)</script>".to_vec()].concat(), &["script", "alert"]),
        ("png with a page as its comment", commented_png(), &["script", "alert", "text"]),
        ("svg with a script", svg("<script>alert(1)</script>"), &["script", "alert"]),
        ("svg with a script elsewhere", svg("<script xlink:href=\"//evil.example/x.js\"/>"), &["script", "evil"]),
        (
            "svg that acts when loaded",
            svg("<g onload=\"alert(1)\"><path d=\"M0 0\" onclick=\"alert(2)\"/></g>"),
            &["onload", "onclick", "alert"],
        ),
        ("svg with html inside", svg(html), &["foreign", "script", "alert"]),
        ("svg with a picture elsewhere", svg("<image href=\"https://evil.example/a.png\"/>"), &["evil"]),
        ("svg with an old link elsewhere", svg("<use xlink:href=\"https://evil.example/a.svg#b\"/>"), &["evil"]),
        (
            "svg with a link that is a script",
            svg("<a xlink:href=\"javascript:alert(1)\"><text>x</text></a>"),
            &["javascript", "alert"],
        ),
        (
            "svg with a style elsewhere",
            svg("<style>@import '//evil.example/a.css'; rect{fill:url(//evil.example/b)}</style>"),
            &["evil", "import"],
        ),
        (
            // What is left of the import is no rule any more.
            "svg with a style sheet elsewhere",
            svg("<style>@import url(https://evil.example/a.css); rect{fill:red}</style>"),
            &["import", "url(https", "url(//"],
        ),
        (
            "svg that animates a link",
            svg("<animate attributeName=\"xlink:href\" to=\"javascript:alert(1)\"/>"),
            &["href"],
        ),
    ]
}

/// A PNG with a `tEXt` chunk between its header and its picture.
fn commented_png() -> Vec<u8> {
    let file = png();
    let (header, rest) = file.split_at(33);
    [header, &chunk_of(b"tEXtComment\0<script>alert(1)</script>"), rest].concat()
}

async fn logo(ctx: &TenantCtx, tokens: &BrandTokens) -> Asset {
    brand::asset(&ctx.platform, &ctx.tenant, &tokens.logo.as_ref().unwrap().hash).await.unwrap().unwrap()
}

both_engines! {
    async fn a_hostile_file_is_refused_with_its_reason_and_the_logo_stays(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::set_logo(&ctx, png()).await.unwrap();
        let before = brand::tokens(&ctx).await.unwrap();
        for (name, file, problem) in refused() {
            let error = brand::set_logo(&ctx, file).await.expect_err(name);
            assert_eq!((error.kind(), error.fault.problem_of("logo")), (Kind::Invalid, Some(&problem)), "{name}");
        }
        assert_eq!(brand::tokens(&ctx).await.unwrap(), before);
    }

    async fn a_hostile_part_is_left_behind(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        for (name, file, gone) in cleaned() {
            brand::set_logo(&ctx, file).await.expect(name);
            let logo = logo(&ctx, &brand::tokens(&ctx).await.unwrap()).await;
            let text = String::from_utf8_lossy(&logo.bytes).to_lowercase();
            for word in gone {
                assert!(!text.contains(word), "{word} in {name}: {text}");
            }
        }
    }

    async fn many_bombs_at_once_are_all_refused(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let bombs = (0..32).map(|_| brand::set_logo(&ctx, png_header(65_000, 65_000)));
        for outcome in futures::future::join_all(bombs).await {
            assert_eq!(outcome.unwrap_err().fault.problem_of("logo"), Some(&TOO_MANY_PIXELS));
        }
    }
}
