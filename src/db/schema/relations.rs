//! Which tables may be joined, and by which column.

use super::*;

diesel::joinable!(accounts -> units (unit_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(counters -> units (unit_id));
diesel::joinable!(devices -> units (unit_id));
diesel::joinable!(devices -> counters (counter_id));
diesel::joinable!(device_installs -> devices (device_id));
diesel::joinable!(device_states -> devices (device_id));
diesel::joinable!(pairings -> devices (device_id));
diesel::joinable!(complaints -> units (unit_id));
diesel::joinable!(complaints -> counters (counter_id));
diesel::joinable!(complaint_contacts -> complaints (complaint_id));
diesel::joinable!(complaint_events -> complaints (complaint_id));
diesel::joinable!(complaint_events -> accounts (account_id));
diesel::joinable!(complaint_officers -> complaints (complaint_id));
diesel::joinable!(complaint_officers -> accounts (account_id));
diesel::joinable!(complaint_files -> complaints (complaint_id));
diesel::joinable!(complaint_answers -> complaints (complaint_id));
diesel::joinable!(publications -> complaints (complaint_id));
diesel::joinable!(publications -> units (unit_id));
diesel::joinable!(publication_words -> publications (complaint_id));
diesel::joinable!(complaint_tallies -> units (unit_id));
diesel::joinable!(procedures -> units (unit_id));
diesel::joinable!(dossiers -> units (unit_id));
diesel::joinable!(dossier_applications -> dossiers (dossier_id));
diesel::joinable!(dossier_sources -> dossiers (dossier_id));
diesel::joinable!(dossier_events -> dossiers (dossier_id));
diesel::joinable!(dossier_events -> accounts (account_id));
diesel::joinable!(apologies -> dossiers (dossier_id));
diesel::joinable!(apologies -> units (unit_id));
diesel::joinable!(messages -> units (unit_id));
diesel::joinable!(links -> units (unit_id));
diesel::joinable!(links -> counters (counter_id));
diesel::joinable!(ballots -> questionnaires (questionnaire_id));
diesel::joinable!(ballots -> units (unit_id));
diesel::joinable!(ballot_comments -> ballots (ballot_seq));
diesel::joinable!(tally_days -> questionnaires (questionnaire_id));
diesel::joinable!(tally_months -> questionnaires (questionnaire_id));
diesel::joinable!(suspect_tally_months -> questionnaires (questionnaire_id));
diesel::joinable!(turnout_months -> questionnaires (questionnaire_id));
diesel::joinable!(suspect_turnout_months -> questionnaires (questionnaire_id));
diesel::joinable!(turnout_days -> questionnaires (questionnaire_id));
diesel::joinable!(slip_tokens -> units (unit_id));
diesel::joinable!(slip_tokens -> counters (counter_id));
diesel::joinable!(slip_uses -> units (unit_id));
diesel::joinable!(slip_tallies -> units (unit_id));
diesel::joinable!(slip_tallies -> questionnaires (questionnaire_id));
diesel::joinable!(plans -> units (unit_id));
diesel::joinable!(plan_events -> plans (plan_id));
diesel::joinable!(plan_events -> accounts (account_id));
diesel::joinable!(plan_items -> plans (plan_id));
diesel::joinable!(plan_readings -> plan_items (item_id));
diesel::joinable!(plan_readings -> accounts (account_id));
diesel::joinable!(plan_tasks -> plan_items (item_id));
diesel::joinable!(plan_joins -> plan_tasks (task_id));
diesel::joinable!(plan_joins -> accounts (account_id));
diesel::joinable!(plan_notes -> plan_tasks (task_id));
diesel::joinable!(plan_notes -> accounts (account_id));
diesel::joinable!(watch_rules -> units (unit_id));
diesel::joinable!(watch_alerts -> units (unit_id));
diesel::joinable!(watch_events -> watch_alerts (alert_id));
diesel::joinable!(watch_letters -> accounts (account_id));
diesel::joinable!(supervision_notes -> units (unit_id));
diesel::joinable!(supervision_entries -> supervision_notes (note_id));
diesel::allow_tables_to_appear_in_same_query!(
    settings,
    units,
    unit_formers,
    accounts,
    sessions,
    counters,
    devices,
    device_installs,
    device_states,
    pairings,
    links,
    questionnaires,
    ballots,
    ledger_head,
    ballot_comments,
    ballot_flags,
    ballot_conflicts,
    tally_days,
    tally_months,
    suspect_tally_months,
    turnout_days,
    turnout_months,
    suspect_turnout_months,
    breakdown_months,
    reason_months,
    complaints,
    complaint_contacts,
    complaint_events,
    complaint_officers,
    complaint_files,
    complaint_answers,
    publications,
    complaint_words,
    publication_words,
    complaint_tallies,
    complaint_drafts,
    complaint_templates,
    complaint_rules,
    targets,
    baselines,
    messages,
    procedures,
    dossiers,
    dossier_applications,
    dossier_events,
    dossier_sources,
    series,
    dossier_rules,
    dossier_tallies,
    apologies,
    evaluation_statements,
    evaluation_unfounded,
    slip_tokens,
    slip_uses,
    slip_tallies,
    plans,
    plan_events,
    plan_items,
    plan_readings,
    plan_tasks,
    plan_joins,
    plan_notes,
    report_rules,
    closings,
    report_words,
    watch_rules,
    watch_alerts,
    watch_events,
    watch_letters,
    supervision_rules,
    supervision_notes,
    supervision_entries,
);
