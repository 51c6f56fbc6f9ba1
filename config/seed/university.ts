/** 示例大学 (made up): one 党委, two 党总支, five branches, about 120 members. */
import type { BranchPlan } from './people'

export const university = {
  committee: '示例大学云帆学院党委',
  founder: { name: '李静', openid: 'o-demo-founder' },
  /** The committee's 组织员. */
  clerk: '孙晓梅',
  generalBranches: [
    { name: '软件工程系党总支', branches: ['software', 'software2', 'master'] },
    { name: '数据科学系党总支', branches: ['data', 'staff'] },
  ],
}

export const branchPlans: BranchPlan[] = [
  {
    key: 'software', name: '软件本科生第一党支部', full: 17, probationary: 6, groups: 3, kind: 'undergraduate', subject: '软件工程', bound: 20,
    known: { 0: { name: '王建国', male: true, staff: true }, 4: { name: '李思远', male: true }, 17: { name: '陈雨欣', male: false } },
  },
  { key: 'software2', name: '软件本科生第二党支部', full: 24, probationary: 7, groups: 4, kind: 'undergraduate', subject: '软件工程', bound: 19, known: { 0: { name: '刘志强', male: true, staff: true }, 4: { name: '郑海峰', male: true, staff: true } } },
  { key: 'master', name: '软件硕士第二党支部', full: 6, probationary: 0, groups: 0, kind: 'master', subject: '软件硕士', bound: 6, known: { 0: { name: '张天佑', male: true } } },
  { key: 'data', name: '数据科学本科生党支部', full: 27, probationary: 9, groups: 4, kind: 'undergraduate', subject: '数据科学', bound: 24, known: { 0: { name: '吴慧敏', male: false, staff: true } } },
  {
    key: 'staff', name: '教职工联合党支部', full: 22, probationary: 2, groups: 2, kind: 'staff', subject: '', bound: 13,
    known: { 0: { name: '马国强', male: true }, 1: { name: '周建平', male: true }, 2: { name: '赵志远', male: true }, 3: { name: '孙晓梅', male: false }, 5: { name: '黄丽华', male: false } },
  },
]

/** Posts above the branches, held by members of branches below. */
export const postsAbove = [
  { organisation: '示例大学云帆学院党委', post: 'secretary', holder: '周建平' },
  { organisation: '示例大学云帆学院党委', post: 'deputySecretary', holder: '赵志远' },
  { organisation: '示例大学云帆学院党委', post: 'clerk', holder: university.clerk },
  { organisation: '软件工程系党总支', post: 'secretary', holder: '郑海峰' },
  { organisation: '数据科学系党总支', post: 'secretary', holder: '黄丽华' },
] as const

/** A branch with seven or more full members has a committee: its posts, and the places of its members in the branch. */
export const committeePosts = [
  { place: 6, post: 'organisationOfficer' },
  { place: 7, post: 'publicityOfficer' },
  { place: 8, post: 'disciplineOfficer' },
] as const
