/** What a branch has said of headers that we do not know, remembered for its next sheet. */
import { HEADERS_KNOWN, type ImportItem } from '../../../types/contracts/imports'
import { read, transaction } from '../../platform/database'
import type { KnownHeaders } from '../../services/sheets-read/headers'

/** What a branch's sheets mean by their headers. One operation. */
export async function knownHeadersOf(organisationId: string): Promise<KnownHeaders> {
  const kept = await read('known_headers', organisationId)
  return new Map((kept?.headers ?? []).map(({ key, item }) => [key, item]))
}

/** Remembers some more; the oldest makes room. Safe to repeat. */
export const keepHeaders = (organisationId: string, headers: { key: string; item: ImportItem | null }[]): Promise<number> => transaction(async tx => {
  const kept = (await tx.read('known_headers', organisationId))?.headers ?? []
  const told = new Map(headers.map(({ key, item }) => [key, item]))
  const wanted = [...kept.filter(({ key }) => !told.has(key)), ...[...told].map(([key, item]) => ({ key, item }))].slice(-HEADERS_KNOWN)
  await tx.put('known_headers', { _id: organisationId, headers: wanted })
  return wanted.length
})
