/** The right to put one ballot in: checked once, when the page is opened, and good for a quarter of an hour. */
import { keyedHash, openText, seal } from '../../platform/secrets'
import { plusMinutes } from '../../platform/time'

/** A first download takes long: so many minutes lie between the scan and the ballot. */
export const TICKET_MINUTES = 15

/** `key` names the entitlement inside its box: a slip, a row of a list, a member. Nothing of it is kept with the ballot. `mark` tells this ticket from every other of the same entitlement, and stays with the turnout: whose ballot went in first is told apart from whose was sent twice. */
export interface Ticket { boxId: string; group: string; key: string; until: Date; mark: string }

/** A ticket as the phone keeps it: nobody can read, alter or make one. */
export const ticketFor = (boxId: string, group: string, key: string, now: Date): string =>
  seal(JSON.stringify([boxId, group, key, plusMinutes(now, TICKET_MINUTES).getTime()]))

/** What a ticket says; null where it is none, was altered, or is over. */
export function readTicket(text: string, now: Date): Ticket | null {
  try {
    const [boxId, group, key, until] = JSON.parse(openText(text)) as [string, string, string, number]
    return now.getTime() <= until ? { boxId, group, key, until: new Date(until), mark: keyedHash('ticket', text) } : null
  } catch {
    return null
  }
}
