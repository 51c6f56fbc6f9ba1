/** What happens in a branch of 示例大学 in a year: made up, and plain. */
export interface ActivityText { title: string; place: string; detail: string; from: string; to: string }

export const activityTexts: ActivityText[] = [
  { title: '主题党日：重温入党誓词', place: '软件楼一层大厅', detail: '请佩戴党徽，提前十分钟到场。', from: '14:30', to: '16:00' },
  { title: '党课：怎样做好一名学生党员', place: '教学楼A座201', detail: '由支部书记主讲，会后分小组讨论。', from: '15:00', to: '16:30' },
  { title: '志愿服务：图书馆图书整理', place: '图书馆三层', detail: '请穿方便活动的衣服，自带水杯。', from: '14:00', to: '17:00' },
  { title: '主题党日：参观校史馆', place: '校史馆门口集合', detail: '校史馆有讲解，全程约一个半小时。', from: '14:30', to: '16:30' },
  { title: '支部党员大会', place: '教学楼A座305', detail: '请全体党员参加，有事请向支部书记请假。', from: '14:30', to: '16:30' },
  { title: '读书分享会', place: '软件楼咖啡角', detail: '每组推荐一本书，发言不超过八分钟。', from: '19:00', to: '20:30' },
  { title: '社区义务劳动', place: '学府社区居委会', detail: '九点在东门集合，一起步行前往。', from: '09:30', to: '11:30' },
  { title: '主题党日：党员示范岗经验交流', place: '教学楼A座201', detail: '请三位同志作交流发言。', from: '14:30', to: '16:00' },
  { title: '党课：网络安全与保密常识', place: '实验楼报告厅', detail: '请带好笔记本，课后有讨论。', from: '15:00', to: '16:30' },
  { title: '志愿服务：迎新接待', place: '东门迎新点', detail: '分上午、下午两班，到场后找组长签到。', from: '08:30', to: '11:30' },
  { title: '组织生活会会前学习', place: '教学楼A座305', detail: '请提前阅读发到群里的学习材料。', from: '14:30', to: '16:00' },
  { title: '主题党日：清扫校园绿地', place: '体育馆南侧草坪', detail: '工具由支部准备。', from: '15:00', to: '16:30' },
]

export const noticeTexts: { title: string; body: string }[] = [
  { title: '关于按时交纳党费的通知', body: '请各位同志在本月底前把党费交给组织委员。学生党员每月0.2元，可以一次交清一个季度。' },
  { title: '本月学习安排', body: '本月集中学习安排在第三周周三下午，请提前阅读材料并准备一分钟发言。' },
  { title: '关于核对党员基本信息的通知', body: '请各位同志核对自己的学历、班级和联系方式，有变动的告诉支部书记，由支部统一更新名册。' },
  { title: '假期外出报备', body: '假期离校的同志请在出发前把去向和返校时间告诉党小组长，路上注意安全。' },
  { title: '关于推荐入党积极分子的通知', body: '请各党小组在两周内讨论推荐人选，把推荐意见交给组织委员。' },
  { title: '实验室安全提醒', body: '近期用电较多，请各位同志离开实验室前检查电源和门窗，发挥带头作用。' },
  { title: '期末诚信考试倡议', body: '考试周到了，请各位同志带头遵守考试纪律，并提醒身边的同学。' },
  { title: '志愿服务时长登记', body: '请把本学期的志愿服务时长和证明材料交给宣传委员，下周五截止。' },
]

/** Appeals of the branch that the demo shows, one in each state. */
export const appealTexts = [
  { state: 'submitted', text: '建议把每月的主题党日固定在周三下午，大家好提前安排实验。', answer: '', word: '', picture: false },
  { state: 'answered', text: '活动室的投影仪画面偏黄，看不清表格，能不能报修一下？附上照片。', answer: '已经联系后勤，本周内来检查灯泡，检查后在这里回复。', word: '', picture: true },
  { state: 'closed', text: '毕业班同志实习期间参加活动不方便，可以安排线上吗？', answer: '经支委会讨论，集中学习可以线上参加，党员大会仍在线下，确实来不了的请假。', word: '', picture: false },
  { state: 'solved', text: '党员活动室的门禁卡刷不开，周末进不去。', answer: '门禁权限已经补好，请再试一下。', word: '可以了，谢谢。', picture: false },
  { state: 'reopened', text: '图书角的书一直没有更新，希望增加一些专业类书籍。', answer: '已经向学院图书室申请，借来二十本。', word: '来的都是旧书，希望再换一批。', picture: false },
] as const
