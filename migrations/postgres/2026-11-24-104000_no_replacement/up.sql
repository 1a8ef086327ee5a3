-- PostgreSQL has no INSERT OR REPLACE; a questionnaire in use is kept by its ballots' reference, and says why here.
CREATE FUNCTION refuse_removal_of_used_questionnaire() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF EXISTS (SELECT 1 FROM ballots WHERE questionnaire_id = OLD.id) THEN
        RAISE EXCEPTION 'a questionnaire in use is frozen';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER used_questionnaires_remain BEFORE DELETE ON questionnaires
FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_used_questionnaire();
