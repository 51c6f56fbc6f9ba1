/** How a branch comes from its own spreadsheet and its people find their way in: import, cards, the branch's code, posts. */
import type { Post } from '../../types/contracts/codes'
import type { BranchPlan, SeedPerson } from './people'
import type { Product } from './product'
import { rosterWorkbook } from './workbook'

export interface SeedMember extends SeedPerson {
  memberId: string
  /** From when the member uses the mini-program; undefined for those who do not. */
  since?: Date
  /** From when the member is elsewhere and comes to nothing any more. */
  away?: Date
}

export interface SeedBranch {
  plan: BranchPlan
  id: string
  people: SeedMember[]
  secretary: SeedMember
}

/** Imports everybody who was a member on `day`, as the branch's officer would: upload, dry run, commit until it is done. */
export async function importRoster(product: Product, officer: string, branch: SeedBranch, day: string): Promise<void> {
  const people = branch.people.filter((person) => person.joinedOn <= day)
  const fileName = `${branch.plan.name}党员信息汇总表.xlsx`
  const upload = await product.upload(officer, 'roster', fileName, rosterWorkbook(branch.plan.name, people, day))
  const report = await product.call(officer, 'imports.preview', { organisationId: branch.id, fileName, ...upload })
  if (report.counts.refused > 0) throw new Error(`The roster of ${branch.plan.name} has refused rows: ${JSON.stringify(report.problems.slice(0, 3))}`)
  for (let status = await product.call(officer, 'imports.commit', { importId: report.id }); status.state !== 'done'; ) {
    status = await product.call(officer, 'imports.commit', { importId: report.id })
  }
}

/** Learns the record ids of a branch's people by their names. */
export async function learnIds(product: Product, officer: string, branch: SeedBranch): Promise<void> {
  let cursor: string | undefined
  do {
    const page = await product.call(officer, 'roster.list', { organisationId: branch.id, limit: 50, cursor })
    for (const line of page.items) {
      const person = branch.people.find((candidate) => candidate.name === line.name)
      if (person) person.memberId = line.id
    }
    cursor = page.next ?? undefined
  } while (cursor)
}

/** A member opens the card that an officer has made, and says: 是我. */
export async function joinByCard(product: Product, officer: string, person: SeedMember, now: Date): Promise<void> {
  const { code } = await product.call(officer, 'binding.invite', { memberId: person.memberId })
  await product.call(person.openid, 'binding.peek', { code })
  await product.call(person.openid, 'binding.accept', { code })
  person.since = now
}

/** A member joins with the branch's code, name and the last four characters of the ID number. */
export async function joinByBranchCode(product: Product, branchCode: string, person: SeedMember, now: Date): Promise<void> {
  await product.call(person.openid, 'binding.claim', { branchCode, name: person.name, idTail: person.idNumber.slice(-4) })
  person.since = now
}

/** Appoints somebody who may not have joined yet; answers the post's id for its confirmation. */
export async function appoint(product: Product, officer: string, organisationId: string, person: SeedMember, post: Post): Promise<string> {
  await product.prove(officer)
  return (await product.call(officer, 'posts.appoint', { organisationId, memberId: person.memberId, post, knowing: true })).postId
}

/** Another officer vouches that the account that joined is the post's holder. */
export async function confirm(product: Product, officer: string, postId: string): Promise<void> {
  await product.prove(officer)
  await product.call(officer, 'posts.confirm', { postId })
}
