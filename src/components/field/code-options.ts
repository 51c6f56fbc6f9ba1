/** Choices from the official code lists, as a form offers them. */
import { educations, ethnicities, sexes, type Sex } from '../../../types/contracts/codes'

const optionsOf = (labels: Record<string, string>): { key: string; text: string }[] => Object.entries(labels).sort(([a], [b]) => a.localeCompare(b)).map(([key, text]) => ({ key, text }))
const unset = { key: '', text: '不填' }

export const sexOptions: { key: Sex; text: string }[] = [{ key: '1', text: sexes['1'] }, { key: '2', text: sexes['2'] }, { key: '0', text: sexes['0'] }]
export const ethnicityOptions = [unset, ...optionsOf(ethnicities)]
export const educationOptions = [unset, ...optionsOf(educations)]
