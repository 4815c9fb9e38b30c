DROP TRIGGER material_given_out_kept ON information_material;
DROP FUNCTION information_guard_material_kept();
DROP TRIGGER campaign_says_what_was_signed ON information_campaign;
DROP FUNCTION information_guard_campaign_said();
DROP TRIGGER campaign_signature_whole ON information_campaignsignature;
DROP FUNCTION information_guard_signature_whole();
