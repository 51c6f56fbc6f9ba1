/** How the dossier (电子档案) is stored: events of a person, papers of the file, applicants. */
import type { PaperState, Stage } from '../../types/contracts/codes'
import type { PersonEvent, PersonFacts } from './documents-person'
import type { Sealed } from './secrets'

/** How a paper of somebody's file was found, and when: the paper itself is never kept here. */
export interface PaperNote { state: PaperState; at: Date; byName: string }

/** What is known of a person and kept sealed or masked. */
export interface SealedItems {
  phone: Sealed | null
  phoneMasked: string | null
  landline?: Sealed | null
  landlineMasked?: string | null
  address: Sealed | null
  idHash: string | null
  idTail: string | null
}

/**
 * Somebody who has applied and is no member yet: 申请人、积极分子、发展对象. Not in `members`, so that a roster counts members
 * only; `appliedOn`, `activistOn` and `prospectOn` are the days of the stages. Whoever is admitted becomes a member with
 * the same id and leaves this collection; claims on ID numbers (`identities`) are shared with members.
 */
export interface Applicant extends Omit<PersonFacts, 'standing'>, SealedItems {
  _id: string
  organisationId: string
  stage: Stage
  /** Pinyin and id: the key by which lists are ordered and paged. */
  sortKey: string
  searchKeys: string[]
  /** Papers of the file by their key (regulations/papers). */
  papers?: Record<string, PaperNote>
  archived: boolean
  archivedAt: Date | null
  archiveReason: string | null
  version: number
  lastTap?: string
  createdAt: Date
}

export interface DossierDocuments {
  person_events: PersonEvent
  applicants: Applicant
}
