//! The kinds of work, and who may do them.

use super::account::Role;
use super::guard::Task;

/// Managing units, counters, accounts, tablets and links.
pub struct Administer;
/// Reading indices.
pub struct ReadIndices;
/// Promising targets.
pub struct SetTargets;
/// Seeing and printing QR links.
pub struct PrintLinks;
/// Reading what citizens report.
pub struct ReadComplaints;
/// Seeing whom to call back. The leader and the observer judge the case, not the person.
pub struct ReadContacts;
/// Taking complaints in: calls, visits, letters.
pub struct LogComplaints;
/// Deciding what a complaint is, who works on it, and whom it names.
pub struct TriageComplaints;
/// Working on a complaint and writing its answer.
pub struct HandleComplaints;
/// Approving answers, refusing, closing.
pub struct ApproveAnswers;
/// Confirming what the public reads.
pub struct PublishAnswers;
/// Setting the days and the leader of complaints, and the templates of answers.
pub struct SetComplaintRules;
/// Reading dossiers, with whom they are of.
pub struct ReadDossiers;
/// Registering dossiers, and noting what happens to them.
pub struct HandleDossiers;
/// Setting the hours, the letterhead and the catalogue of procedures, and importing dossiers.
pub struct SetDossierRules;
/// Drafting apologies, and handing them over.
pub struct DraftApologies;
/// Approving apologies.
pub struct ApproveApologies;
/// Reading how a unit settles procedures: its nine indicators and its class.
pub struct ReadEvaluation;
/// Reading what each officer's files are worth, finding a complaint untrue, and saying what the desk does.
pub struct JudgeOfficers;
/// Reading plans, of the own unit and below, and those in which one is named.
pub struct ReadPlan;
/// Writing the plan of the own unit.
pub struct WritePlan;
/// Noting how the tasks of a plan go on.
pub struct NotePlan;
/// Writing reports and closing their figures.
pub struct WriteReports;
/// Seeing how tablets are, and who is on duty there.
pub struct CareForTablets;
/// Taking in the file that was carried from a tablet.
pub struct TakeHandOver;
/// What everybody does with their own account.
pub struct OwnAccount;

impl Task for Administer {
    const ROLES: &'static [Role] = &[Role::Admin];
}
impl Task for ReadIndices {
    const ROLES: &'static [Role] = Role::ALL;
}
impl Task for SetTargets {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader];
}
impl Task for PrintLinks {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader, Role::Desk];
}
impl Task for ReadComplaints {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader, Role::Hotline, Role::Desk];
}
impl Task for ReadContacts {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Hotline, Role::Desk];
}
impl Task for LogComplaints {
    const ROLES: &'static [Role] = &[Role::Hotline, Role::Desk, Role::Leader, Role::Admin];
}
impl Task for TriageComplaints {
    const ROLES: &'static [Role] = &[Role::Hotline, Role::Leader];
}
impl Task for HandleComplaints {
    const ROLES: &'static [Role] = &[Role::Hotline, Role::Desk, Role::Leader];
}
impl Task for ApproveAnswers {
    const ROLES: &'static [Role] = &[Role::Leader];
}
impl Task for PublishAnswers {
    const ROLES: &'static [Role] = &[Role::Hotline, Role::Leader];
}
impl Task for SetComplaintRules {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader];
}
impl Task for ReadDossiers {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader, Role::Hotline, Role::Desk];
}
impl Task for HandleDossiers {
    const ROLES: &'static [Role] = &[Role::Leader, Role::Desk];
}
impl Task for SetDossierRules {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader];
}
impl Task for DraftApologies {
    const ROLES: &'static [Role] = &[Role::Leader, Role::Desk];
}
impl Task for ApproveApologies {
    const ROLES: &'static [Role] = &[Role::Leader];
}
impl Task for ReadEvaluation {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader, Role::Observer];
}
impl Task for JudgeOfficers {
    const ROLES: &'static [Role] = &[Role::Leader];
}
impl Task for ReadPlan {
    const ROLES: &'static [Role] = Role::ALL;
}
impl Task for WritePlan {
    const ROLES: &'static [Role] = &[Role::Leader];
}
impl Task for NotePlan {
    const ROLES: &'static [Role] = &[Role::Leader, Role::Hotline, Role::Desk];
}
impl Task for WriteReports {
    const ROLES: &'static [Role] = &[Role::Leader];
}
impl Task for CareForTablets {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader, Role::Desk];
}
impl Task for TakeHandOver {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Desk];
}
impl Task for OwnAccount {
    const ROLES: &'static [Role] = Role::ALL;
}
