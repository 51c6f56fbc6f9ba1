/** Labels of the graduation season and of handovers: the server keeps codes, a screen shows labels. */

export const handoverRoles = { giver: '移交人', receiver: '接收人', witness: '监交人' } as const
export type HandoverRole = keyof typeof handoverRoles
export const handoverStates = { open: '待签名', signed: '已签齐，到日子交接', stuck: '没有交成', done: '已交接', stopped: '已停止' } as const
export type HandoverState = keyof typeof handoverStates

/** Where somebody's relation goes after leaving school. */
export const destinations = { work: '转到工作单位', home: '转回生源地', study: '升学，转到新学校', kept: '暂留学校', abroad: '出国（境），保留在学校' } as const
export type Destination = keyof typeof destinations
/** How far it is with somebody who leaves; what comes first has to be seen first. */
export const leaverStates = { overdue: '逾期', none: '未填', filled: '已填', letter: '已开介绍信', kept: '暂留', received: '回执已到' } as const
export type LeaverState = keyof typeof leaverStates
