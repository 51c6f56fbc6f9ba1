import type { Post, Power } from '../../types/contracts/codes'

/**
 * Which powers a post gives. The regulations name the posts (支部条例 §20) and leave the division of work to the
 * committee, so this is the product's default: who keeps records may keep them here too.
 * - leadGroup: sign up members of the own group (or branch); runBranch: notices, activities, check-in, appeals of the own
 *   organisation; keepRoster: roster, cards, imports of the own organisation and below; appoint: posts and organisations,
 *   own and below (the organisation above restores a branch that lost its last officer); oversee: see the own subtree.
 */
const committee: Power[] = ['leadGroup', 'runBranch', 'oversee']
const keeper: Power[] = [...committee, 'keepRoster', 'appoint']

export const powersOfPost: Record<Post, Power[]> = {
  secretary: keeper,
  deputySecretary: keeper,
  organisationOfficer: keeper,
  publicityOfficer: committee,
  disciplineOfficer: committee,
  committeeMember: committee,
  groupLeader: ['leadGroup'],
  clerk: ['keepRoster', 'oversee', 'leadGroup'],
}

/** Powers that reach organisations below the one in which the post is held; the others stop at its own border. */
export const powersThatReachDown: readonly Power[] = ['keepRoster', 'appoint', 'oversee']

/** Posts of which an organisation has one holder at a time. */
export const singlePosts: readonly Post[] = ['secretary']
