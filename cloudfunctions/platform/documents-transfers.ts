/** How transfers of the organisational relation (组织关系转接) are stored. */
import type { Standing, TransferAct, TransferKind, TransferState } from '../../types/contracts/codes'
import type { Axes } from './documents-person'

/** 介绍信: what is noted of the letter that the authority has sealed. `until` is the last day on which it is good. */
export interface Letter { number: string; issuedOn: string; validDays: number; until: string }

/** An organisation that is not kept here. */
export interface Elsewhere { name: string; province: string | null; committee: string | null }

/** One act of a transfer: appended, never edited. */
export interface TransferLine { at: Date; by: string; byName: string; /** The organisation in whose name it was done; null for the person's own. */ organisationName: string | null; act: TransferAct; note: string | null }

/**
 * One person's way from one branch to another, out of this tree, or into it. Whoever is on the way has the id of the one
 * open transfer in the member's record (`transferId`), written in the transaction that opens or closes it.
 */
export interface Transfer {
  _id: string
  /** Deadline and id: lists show the soonest first. */
  key: string
  kind: TransferKind
  state: TransferState
  open: boolean
  /** Null while somebody from elsewhere has not come yet. */
  memberId: string | null
  memberName: string
  standing: Standing
  /** The branch here that is left; null where somebody comes from elsewhere. */
  fromId: string | null
  fromName: string
  /** The branch here that receives; null where somebody goes elsewhere. */
  toId: string | null
  toName: string
  elsewhere: Elsewhere | null
  /** Superiors that approve on the way, in order, and how many have. */
  approvers: { id: string; name: string }[]
  approved: number
  /** The organisation whose officers act next; null where the person does, or nobody any more. */
  actsId: string | null
  /** The day by which the next act is due, and the one from which home shows it. */
  dueOn: string
  tellOn: string
  /** Ids from the topmost organisation to either branch; a job follows an organisation that is moved. */
  fromChain: string[]
  toChain: string[]
  /** Whether the receiving branch knows of it: it is asked, or has been. */
  told: boolean
  /** Organisations in whose lists it stands, and each of them with each of the person's search keys: `<organisation>:<key>`. */
  within: string[]
  finds: string[]
  searchKeys: string[]
  startedBy: 'member' | 'branch'
  reason: string | null
  /** Month `YYYY-MM` up to which dues are paid. */
  duesUntil: string | null
  letter: Letter | null
  /** Days for which a letter is to be good; the rule's where nothing else was said. */
  validDays: number
  /** The day of the receipt: got back from where the person went, or sent back to where the person came from. */
  receiptOn: string | null
  /** How the relation stood before: what a withdrawal puts back. */
  relationBefore: NonNullable<Axes['relation']> | null
  /** Of somebody who comes from elsewhere, until received. */
  identity: { idHash: string; idTail: string; birthday: string; sex: string } | null
  /** What has started it, where that was no single application: a graduation list's id. */
  source: string | null
  history: TransferLine[]
  version: number
  /** The tap that acted last: its repeat changes nothing more. */
  lastTap: string
  at: Date
  closedAt: Date | null
}

export interface TransferDocuments { transfers: Transfer }
