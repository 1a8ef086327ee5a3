//! What a report is in law, which decides who may see it and who has to answer.

crate::text_enum! {
    /// The class of a report. The program proposes one, an official decides.
    pub enum Class {
        /// Not taken on: it lacks what NĐ 20/2008/NĐ-CP Điều 7 asks for, or says nothing (Điều 9, class a).
        Unfit => "unfit",
        /// Delay, harassment, a duty not done or done wrong (NĐ 20/2008/NĐ-CP Điều 9, class b).
        Conduct => "conduct",
        /// About a regulation within our competence (NĐ 20/2008/NĐ-CP Điều 9, class c).
        Regulation => "regulation",
        /// Within another's competence: passed on within 5 working days (NĐ 20/2008/NĐ-CP Điều 9, class d).
        Elsewhere => "elsewhere",
        /// A question (hỏi đáp, hướng dẫn): no report at all.
        Question => "question",
        /// Khiếu nại against a decision or act that concerns the person (Luật 02/2011/QH13): advised to file it.
        Grievance => "grievance",
        /// Tố cáo, an accusation of breaking the law (Luật 25/2018/QH14): kept from those accused.
        Denunciation => "denunciation",
        /// For 113, 114 or 115: a note only.
        Emergency => "emergency",
    }
}

impl Class {
    /// True if the unit answers on the merits; what is passed on, routed away or not taken on gets a notice instead.
    pub const fn is_answered_here(self) -> bool {
        matches!(self, Self::Conduct | Self::Regulation | Self::Question)
    }

    /// Whether whoever serves at the desk may see it as a matter of course. What accuses is kept from those whom it may
    /// accuse.
    pub const fn is_open_to_desk(self) -> bool {
        !matches!(self, Self::Denunciation)
    }

    /// Whether it counts as phản ánh, kiến nghị taken in (QĐ 766/QĐ-TTg).
    pub const fn is_petition(self) -> bool {
        matches!(self, Self::Conduct | Self::Regulation | Self::Elsewhere)
    }

    /// Whether it is a petition within this office's competence.
    pub const fn is_competent(self) -> bool {
        matches!(self, Self::Conduct | Self::Regulation)
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn the_formal_kinds_are_never_answered_as_reports() {
        let answered: Vec<&str> = Class::ALL
            .iter()
            .filter(|class| class.is_answered_here())
            .map(|class| class.as_str())
            .collect();
        assert_eq!(answered, ["conduct", "regulation", "question"]);
    }
}
