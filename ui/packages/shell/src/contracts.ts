// Types alone: the contracts themselves are fetched when something calls them.
export type { NotificationService } from "business-m-sdk/businessm/desk/v1/notification_service";
export type { Notification } from "business-m-sdk/businessm/desk/v1/notification";
