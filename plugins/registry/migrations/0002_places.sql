-- The places of the demonstration's people: Belfiore codes with the province they belonged to, day by
-- day. From the archive of municipalities and the table of foreign states of ANPR (Ministero
-- dell'Interno, italia/anpr, CC BY 4.0).

INSERT INTO registry_place (code, name, province, valid_from, valid_to) VALUES
  ('A794', 'Bergamo', 'BG', '1861-03-17', '9999-12-31'),
  ('C153', 'Castelleone', 'CR', '1868-01-01', '9999-12-31'),
  ('D142', 'Crema', 'CR', '1875-04-01', '9999-12-31'),
  ('D150', 'Cremona', 'CR', '1861-03-17', '1920-02-27'),
  ('D150', 'Cremona ed Uniti', 'CR', '1920-02-27', '1940-08-28'),
  ('D150', 'Cremona', 'CR', '1940-08-28', '9999-12-31'),
  ('E506', 'Lecce', 'LE', '1861-03-17', '9999-12-31'),
  ('E648', 'Lodi', 'MI', '1877-02-02', '1992-04-16'),
  ('E648', 'Lodi', 'LO', '1992-04-16', '9999-12-31'),
  ('F205', 'Milano', 'MI', '1873-06-23', '9999-12-31'),
  ('F839', 'Napoli', 'NA', '1865-12-14', '9999-12-31'),
  ('G004', 'Offanengo', 'CR', '1861-03-17', '9999-12-31'),
  ('G273', 'Palermo', 'PA', '1861-03-17', '9999-12-31'),
  ('G306', 'Pandino', 'CR', '1868-07-29', '9999-12-31'),
  ('H501', 'Roma', 'RM', '1884-09-11', '9999-12-31'),
  ('I827', 'Soncino', 'CR', '1861-03-17', '9999-12-31'),
  ('L400', 'Treviglio', 'BG', '1861-03-17', '9999-12-31'),
  ('Z100', 'Albania', '', '1900-01-01', '9999-12-31'),
  ('Z112', 'Germania', '', '1900-01-01', '9999-12-31'),
  ('Z129', 'Romania', '', '1900-01-01', '9999-12-31'),
  ('Z138', 'Ucraina', '', '1900-01-01', '9999-12-31'),
  ('Z222', 'India', '', '1900-01-01', '9999-12-31'),
  ('Z330', 'Marocco', '', '1900-01-01', '9999-12-31');
