/** The words for what a thing is and how it stands. */
export const stateWords = {
  campaignStates: { RUNNING: 'Đang chạy', COMPLETED: 'Đã hoàn thành', CANCELLED: 'Đã hủy' },
  stageStates: { WAITING: 'Chưa mở', OPEN: 'Đang làm', COMPLETED: 'Đã xong', CANCELLED: 'Đã hủy' },
  taskStates: {
    onTime: 'Đúng hạn',
    dueSoon: 'Sắp đến hạn',
    overdue: 'Quá hạn',
    extended: 'Được gia hạn',
    returned: 'Bị trả lại',
    done: 'Hoàn thành',
    doneLate: 'Hoàn thành, muộn',
    cancelled: 'Đã hủy',
    missed: 'Đã đóng, không kịp',
  },
  stepKinds: { REMINDER: 'Nhắc việc', ESCALATION: 'Báo cáo cấp trên', DIGEST: 'Bản tin đầu ngày' },
  stepStates: {
    PLANNED: 'Sẽ gửi',
    FIRED: 'Đã gửi',
    SUPPRESSED: 'Không gửi',
    SUPERSEDED: 'Đã thay bằng lịch mới',
  },
  deliveries: {
    QUEUED: 'Chờ gửi',
    SENDING: 'Đang gửi',
    SENT: 'Đã gửi',
    RETRYING: 'Đang gửi lại',
    FAILED: 'Không gửi được',
    BOUNCED: 'Bị trả về',
    CANCELLED: 'Không gửi nữa',
    KEPT: 'Đã giữ (diễn tập)',
  },
  messageKinds: { LEDGER: 'Nhắc việc, báo cáo', DIGEST: 'Bản tin đầu ngày', NOTICE: 'Thông báo', ACCOUNT: 'Tài khoản' },
  /** Documents that plans ask for; one that is not here is shown as the plan writes it. */
  documents: {
    KE_HOACH_DIEU_TRA: 'Kế hoạch điều tra',
    QUYET_DINH_KIEN_TOAN: 'Quyết định kiện toàn',
    TO_TRINH: 'Tờ trình',
    BAO_CAO_TONG_HOP: 'Báo cáo tổng hợp',
    BAO_CAO_TINH: 'Báo cáo gửi UBND tỉnh',
  },
};
