import { addOnce } from '../cloudfunctions/platform/database'
import { randomCode } from '../cloudfunctions/platform/ids'
import { foundingCodeId } from '../cloudfunctions/modules/organisations/founding'

/** A founding code as it is printed: four groups of four characters, 76 bits. */
export const newFoundingCode = (): string => randomCode(16).replace(/(.{4})(?!$)/g, '$1-')

/** Stores the keyed hash of a founding code, so that it can be used once; storing it again changes nothing. */
export const storeFoundingCode = (code: string): Promise<boolean> => addOnce('founding_codes', { _id: foundingCodeId(code), usedAt: null, usedBy: null })
