use super::{choose, corpus, pictures::png_header};
use crate::harness::both_engines;
use base64::{Engine, engine::general_purpose::STANDARD};
use tenantry::{
    access::Role,
    brand::{self, BrandTokens, Edits, Slot},
    context::TenantCtx,
    fault::{Kind, Problem},
};

/// A brand's file with this picture.
fn brand_file(slot: Slot, picture: &[u8]) -> Vec<u8> {
    let key = slot.key();
    let picture = STANDARD.encode(picture);
    format!(r#"{{"format":"tenantry-brand","version":1,"brand":{{}},"pictures":{{"{key}":{{"base64":"{picture}"}}}}}}"#)
        .into_bytes()
}

async fn drafted(ctx: &TenantCtx) -> BrandTokens {
    brand::current(ctx).await.unwrap().tokens
}

async fn assert_clean(ctx: &TenantCtx, tokens: &BrandTokens, name: &str, gone: &[&str]) {
    assert!(tokens.hashes().count() > 0, "{name} was taken");
    for hash in tokens.hashes() {
        let file = brand::asset(&ctx.platform, &ctx.tenant, hash).await.unwrap().unwrap();
        let text = String::from_utf8_lossy(&file.bytes).to_lowercase();
        for word in gone {
            assert!(!text.contains(word), "{word} in {name}: {text}");
        }
    }
}

both_engines! {
    async fn a_hostile_file_is_refused_with_its_reason_in_every_place_and_nothing_changes(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let before = drafted(&ctx).await;
        for (name, file, problem) in corpus::refused() {
            for slot in Slot::ALL {
                let error = choose(&ctx, *slot, file.clone()).await.expect_err(name);
                assert_eq!((error.kind(), error.fault.problem_of(slot.key())), (Kind::Invalid, Some(&problem)), "{name} as {slot:?}");
            }
            let error = brand::set_logo(&ctx, file).await.expect_err(name);
            assert_eq!((error.kind(), error.fault.problem_of("logo")), (Kind::Invalid, Some(&problem)), "{name}");
        }
        assert_eq!(drafted(&ctx).await, before);
        assert_eq!(brand::tokens(&ctx).await.unwrap(), before);
    }

    async fn a_hostile_file_inside_the_file_of_a_brand_is_refused_with_its_reason(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let before = drafted(&ctx).await;
        for (name, file, problem) in corpus::refused() {
            for slot in Slot::ALL {
                let error = brand::import(&ctx, Edits::default(), &brand_file(*slot, &file)).await.expect_err(name);
                assert_eq!((error.kind(), error.fault.problem_of("file")), (Kind::Invalid, Some(&problem)), "{name} as {slot:?}");
            }
        }
        assert_eq!(drafted(&ctx).await, before);
    }

    async fn what_is_no_part_of_the_picture_is_left_behind_in_every_place(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        for (name, file, gone) in corpus::harmless() {
            for slot in Slot::ALL {
                choose(&ctx, *slot, file.clone()).await.expect(name);
                assert_clean(&ctx, &drafted(&ctx).await, name, gone).await;
                brand::discard_draft(&ctx, None).await.unwrap();
                brand::import(&ctx, Edits::default(), &brand_file(*slot, &file)).await.expect(name);
                assert_clean(&ctx, &drafted(&ctx).await, name, gone).await;
                brand::discard_draft(&ctx, None).await.unwrap();
            }
        }
    }

    async fn many_bombs_at_once_are_all_refused(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let bombs = (0..32).map(|_| brand::set_logo(&ctx, png_header(65_000, 65_000)));
        for outcome in futures::future::join_all(bombs).await {
            let error = outcome.unwrap_err();
            assert_eq!(error.fault.problem_of("logo"), Some(&Problem::PictureTooLarge { most_pixels: 4096 }));
        }
    }
}
