DROP TRIGGER used_questionnaires_remain ON questionnaires;
DROP FUNCTION refuse_removal_of_used_questionnaire();
