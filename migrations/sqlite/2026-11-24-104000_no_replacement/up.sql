-- INSERT OR REPLACE removes the old row without asking the triggers on DELETE: a number in the chain is taken once,
-- and a known ballot or questionnaire stays as it is (the new row is left out, as ON CONFLICT DO NOTHING does).
CREATE TRIGGER ballots_are_numbered_once BEFORE INSERT ON ballots
WHEN EXISTS (SELECT 1 FROM ballots WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'ballots are append-only'); END;
CREATE TRIGGER ballots_are_not_replaced BEFORE INSERT ON ballots
WHEN EXISTS (SELECT 1 FROM ballots WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER questionnaires_are_not_replaced BEFORE INSERT ON questionnaires
WHEN EXISTS (SELECT 1 FROM questionnaires WHERE id = NEW.id OR version = NEW.version)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER used_questionnaires_remain BEFORE DELETE ON questionnaires
WHEN EXISTS (SELECT 1 FROM ballots WHERE questionnaire_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a questionnaire in use is frozen'); END;
