import { certificates, type Certificate } from '../../../types/contracts/codes'

/** A month `YYYY-MM`: 2026年3月. */
export const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`

/** The papers to choose from. */
export const papers = (Object.keys(certificates) as Certificate[]).map((key) => ({ key, text: certificates[key] }))
