//! The five dimensions of satisfaction and the measures that an index, a target or a baseline can be of.

crate::text_enum! {
    /// One of the five factors of SIPAS, in their official order.
    pub enum Dimension {
        /// Tiếp cận dịch vụ.
        Access => "access",
        /// Thủ tục hành chính.
        Procedure => "procedure",
        /// Công chức trực tiếp giải quyết công việc.
        Officer => "officer",
        /// Kết quả cung ứng dịch vụ.
        Result => "result",
        /// Việc tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị.
        Feedback => "feedback",
    }
}
