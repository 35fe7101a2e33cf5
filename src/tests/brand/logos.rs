use super::{choose, pictures};
use crate::harness::{both_engines, every_placement};
use image::{GenericImageView, ImageFormat};
use tenantry::{
    access::Role,
    brand::{self, Asset, BrandForm, BrandTokens, Edits, Slot},
    context::TenantCtx,
    mail,
};

async fn logo(ctx: &TenantCtx) -> Option<Asset> {
    let hash = brand::tokens(ctx).await.unwrap().logo?.hash;
    brand::asset(&ctx.platform, &ctx.tenant, &hash).await.unwrap()
}

both_engines! {
    async fn every_format_of_pixels_is_served_as_a_small_png(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            brand::set_logo(&ctx, pictures::picture(format, 500, 250)).await.unwrap();
            let logo = logo(&ctx).await.unwrap();
            assert_eq!(logo.media_type, "image/png", "{format:?}");
            assert_eq!(image::load_from_memory_with_format(&logo.bytes, ImageFormat::Png).unwrap().dimensions(), (384, 192));
        }
    }

    async fn a_drawing_is_served_as_a_drawing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::set_logo(&ctx, include_bytes!("../../../public/demo/gmah-paris.svg").to_vec()).await.unwrap();
        let logo = logo(&ctx).await.unwrap();
        assert_eq!(logo.media_type, "image/svg+xml");
        assert!(String::from_utf8(logo.bytes.to_vec()).unwrap().contains("#d9ab3f"));
    }

    async fn mails_show_a_drawn_logo_as_pixels_and_another_in_the_dark(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let shown = async || {
            let tokens = brand::tokens(&ctx).await.unwrap();
            mail::house(&t.platform, &ctx.tenant, "GMAH Paris".into(), tokens).await.unwrap()
        };
        brand::set_logo(&ctx, include_bytes!("../../../public/demo/gmah-paris.svg").to_vec()).await.unwrap();
        let house = shown().await;
        let day = house.logo_url.unwrap();
        assert_eq!(house.dark_logo_url, None);
        let (origin, hash) = day.rsplit_once("/brand/").unwrap();
        assert_eq!(origin, house.url);
        assert_eq!(brand::asset(&t.platform, &ctx.tenant, hash).await.unwrap().unwrap().media_type, "image/png");
        let dark = Edits { pictures: vec![(Slot::LogoDark, pictures::png())], ..Edits::default() };
        brand::save(&ctx, dark).await.unwrap();
        let night = shown().await;
        assert_eq!(night.logo_url.as_ref(), Some(&day));
        assert_eq!(night.dark_logo_url, brand::tokens(&ctx).await.unwrap().url_of(Slot::LogoDark).map(|path| format!("{}{path}", night.url)));
        assert!(night.dark_logo_url.is_some());
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        assert!(brand::asset(&t.platform, &ctx.tenant, hash).await.unwrap().is_some(), "an earlier version has it, and so do its mails");
    }

    async fn a_logo_is_part_of_the_brand_and_survives_its_changes(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        let url = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap().tokens.logo_url().unwrap();
        brand::save(&ctx, BrandForm::of("GMAH Paris", &BrandTokens::default())).await.unwrap();
        let tokens = brand::tokens(&ctx).await.unwrap();
        assert_eq!(Some(url), tokens.logo_url());
    }

    async fn a_logo_that_is_replaced_or_removed_is_shown_no_more_and_its_version_has_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        let first = brand::tokens(&ctx).await.unwrap().logo.unwrap().hash;
        brand::set_logo(&ctx, pictures::svg("")).await.unwrap();
        let second = brand::tokens(&ctx).await.unwrap().logo.unwrap().hash;
        assert_ne!(first, second);
        brand::remove_logo(&ctx).await.unwrap();
        assert_eq!(t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap().tokens.logo_url(), None);
        for hash in [&first, &second] {
            assert!(brand::asset(&t.platform, &ctx.tenant, hash).await.unwrap().is_some(), "one may go back to it");
        }
    }

    async fn a_picture_that_nobody_published_is_gone_with_its_draft(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        choose(&ctx, Slot::Logo, pictures::png()).await.unwrap();
        let draft = brand::studio(&ctx).await.unwrap().draft.unwrap();
        let hash = draft.brand.tokens.logo.unwrap().hash;
        assert!(brand::asset(&t.platform, &ctx.tenant, &hash).await.unwrap().is_some());
        brand::discard_draft(&ctx, None).await.unwrap();
        t.platform.brands.invalidate(ctx.tenant.id);
        assert_eq!(brand::asset(&t.platform, &ctx.tenant, &hash).await.unwrap(), None);
    }

    async fn logos_that_wait_to_be_saved_change_no_brand_and_there_are_few(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let logo = |at: u32| pictures::picture(ImageFormat::Png, 20 + at, 20);
        let first = brand::hold(&ctx, Slot::Logo, logo(0)).await.unwrap().to_string();
        assert!(brand::asset(&t.platform, &ctx.tenant, &first).await.unwrap().is_some());
        assert_eq!(brand::studio(&ctx).await.unwrap().draft, None);
        for at in 1..30 {
            brand::hold(&ctx, Slot::LogoDark, logo(at)).await.unwrap();
        }
        t.platform.brands.invalidate(ctx.tenant.id);
        assert_eq!(brand::asset(&t.platform, &ctx.tenant, &first).await.unwrap(), None, "the earlier ones went");
        let error = brand::hold(&ctx, Slot::Logo, b"no picture".to_vec()).await.unwrap_err();
        assert_eq!(error.fault.problem_of("logo"), Some(&tenantry::fault::Problem::FileNotAPicture));
        let no_logo = brand::hold(&ctx, Slot::SignInImage, logo(0)).await.unwrap_err();
        assert_eq!(no_logo.fault.problem_of("sign-in-image"), Some(&tenantry::fault::Problem::NotAChoice));
    }

    async fn the_same_logo_again_changes_nothing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        let first = brand::tokens(&ctx).await.unwrap();
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        assert_eq!(brand::tokens(&ctx).await.unwrap(), first);
        assert!(logo(&ctx).await.is_some());
    }

    async fn what_is_no_hash_is_not_found(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        let hash = brand::tokens(&ctx).await.unwrap().logo.unwrap().hash;
        for name in ["", "logo.png", "../brand", "' or '1'='1", &hash.to_uppercase(), &hash[1..], &format!("{hash}0")] {
            assert_eq!(brand::asset(&t.platform, &ctx.tenant, name).await.unwrap(), None, "{name}");
        }
    }
}

every_placement! {
    async fn a_logo_of_another_organisation_is_not_found(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        brand::set_logo(&paris, pictures::png()).await.unwrap();
        let hash = brand::tokens(&paris).await.unwrap().logo.unwrap().hash;
        assert!(brand::asset(&t.platform, &paris.tenant, &hash).await.unwrap().is_some());
        assert_eq!(brand::asset(&t.platform, &lyon.tenant, &hash).await.unwrap(), None);

        choose(&lyon, Slot::Logo, pictures::png()).await.unwrap();
        brand::set_logo(&lyon, pictures::png()).await.unwrap();
        assert!(brand::asset(&t.platform, &lyon.tenant, &hash).await.unwrap().is_some());
    }
}
