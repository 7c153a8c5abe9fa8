-- The 14 titles of the filing plan. XIV (Oggetti diversi) has no classes: nothing is filed under it
-- until a town gives it some.

CREATE TABLE protocol_filing_title (
  code  TEXT NOT NULL PRIMARY KEY, -- "XI"
  title TEXT NOT NULL
) STRICT;

INSERT INTO protocol_filing_title (code, title) VALUES
  ('I', 'Amministrazione generale'),
  ('II', 'Organi di governo, gestione, controllo, consulenza e garanzia'),
  ('III', 'Risorse umane'),
  ('IV', 'Risorse finanziarie e patrimonio'),
  ('V', 'Affari legali'),
  ('VI', 'Pianificazione e gestione del territorio'),
  ('VII', 'Servizi alla persona'),
  ('VIII', 'Attività economiche'),
  ('IX', 'Polizia locale e sicurezza pubblica'),
  ('X', 'Tutela della salute'),
  ('XI', 'Servizi demografici'),
  ('XII', 'Elezioni ed iniziative popolari'),
  ('XIII', 'Affari militari'),
  ('XIV', 'Oggetti diversi');
