-- A plan can leave the product's name off an organisation's doors. The plan that everybody began with has all there is, unless
-- somebody changed that.
update plan set features = '["own-domain", "mail-sender", "preview-links", "planned-brand", "white-label"]'
where key = 'standard' and version = 1;
