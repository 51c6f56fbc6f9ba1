import { randomCode } from '../cloudfunctions/platform/ids'

/** A founding code as it is printed: four groups of four characters, 77 bits. */
export const newFoundingCode = (): string => randomCode(16).replace(/(.{4})(?!$)/g, '$1-')

/** Stores the keyed hash of a founding code, so that it can be used once; storing it again changes nothing. */
export async function storeFoundingCode(code: string): Promise<void> {
  // The database is asked only here: whoever just wants a code need not load the SDK.
  const { addOnce } = await import('../cloudfunctions/platform/database')
  const { foundingCodeId } = await import('../cloudfunctions/modules/organisations/founding')
  await addOnce('founding_codes', { _id: foundingCodeId(code), usedAt: null, usedBy: null })
}
