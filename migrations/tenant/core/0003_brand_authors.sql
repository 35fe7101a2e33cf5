-- Who saved a draft and who published a version: two people may have the same name.
alter table brand_draft add column user_id uuid;
alter table brand_version add column user_id uuid;
