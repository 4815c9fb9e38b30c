-- The ways of asking nearest in meaning, with what their cards are about.
SELECT near.card_id, card.key, near.language, near.words, card.countries, card.topics, near.meaning
FROM (
  SELECT text.card_id, text.language, form.words,
         -(form.embedding <#> %(vector)s::halfvec(384)) AS meaning
  FROM information_cardform AS form
  JOIN information_cardtext AS text ON text.id = form.text_id
  WHERE form.embedding IS NOT NULL
  ORDER BY form.embedding <#> %(vector)s::halfvec(384)
  LIMIT %(near)s
) AS near
JOIN information_card AS card ON card.id = near.card_id AND card.active
ORDER BY near.meaning DESC
