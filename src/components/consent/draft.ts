/** The superior's consent as it was given on paper: who, the paper's number or name, when; empty while it is not there. Pure. */
export interface ConsentDraft { superior: string; document: string; day: string }

export const noConsent: ConsentDraft = { superior: '', document: '', day: '' }
/** Everything of it is written down. */
export const isConsent = ({ superior, document, day }: ConsentDraft): boolean => Boolean(superior.trim() && document.trim() && day)
/** As it is sent; null where it is not whole. */
export const consentOf = (draft: ConsentDraft): ConsentDraft | null => (isConsent(draft) ? { superior: draft.superior.trim(), document: draft.document.trim(), day: draft.day } : null)
