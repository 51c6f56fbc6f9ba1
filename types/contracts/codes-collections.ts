/** Words of 填报任务. */

/** The people with whom a branch's sheet is filled beforehand. */
export const collectionWho = { all: '全体党员', full: '正式党员', probationary: '预备党员', prospect: '发展对象', activist: '入党积极分子', applicant: '入党申请人', none: '由支部自己填' } as const
export type CollectionWho = keyof typeof collectionWho

export const collectionStates = { draft: '草稿', open: '填报中', closed: '已办结', withdrawn: '已撤回' } as const
export type CollectionState = keyof typeof collectionStates

export const answerStates = { unopened: '未打开', waiting: '填报中', returned: '已退回', confirmed: '已确认', gone: '不再填报' } as const
export type AnswerState = keyof typeof answerStates

/** What the list of branches can be narrowed to. */
export const collectionParts = { all: '全部', late: '已逾期', unopened: '未打开', waiting: '填报中', returned: '已退回', confirmed: '已确认', gone: '不再填报' } as const
export type CollectionPart = keyof typeof collectionParts
